"""What changed in a working copy since a vet signed it, and since readers saw it.

`contents` is the working copy as the page shows it: the page has composed it already.
"""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from articles.comparison import Comparison, compare
from articles.comparison.places import ChangedPlace, changed_places
from articles.drafts.fields import FIELD
from articles.drafts.history import kept_in
from articles.drafts.parts import Contents
from articles.models import Article, SignOff
from articles.models.article import Stage

# Nobody reads more of them beside a text; the page of the comparison has them all.
MOST_PLACES = 60


@dataclass(frozen=True)
class Changed:
    """Since when, in words, and the places that changed.

    `is_known` is false where there is nothing to compare with: then all of it is new. `version` is
    the row of the history that was compared.
    """

    since: str
    places: list[ChangedPlace]
    is_known: bool
    version: int | None = None

    @property
    def shown(self) -> list[ChangedPlace]:
        return self.places[:MOST_PLACES]

    @property
    def more(self) -> int:
        return max(0, len(self.places) - MOST_PLACES)


def since_signature(contents: Contents, last: SignOff | None) -> Changed:
    """Not known where nothing was signed, or where the history no longer holds the signed text."""
    version = last.version if last else None
    return _changed(contents, version, f"{last.name} signed" if last else "")


def since_readers(article: Article, contents: Contents) -> Changed:
    """Since the edition that readers see, or the newest one, or the last approval."""
    editions = article.editions.select_related("source")
    live = editions.live().first()
    edition = live or editions.order_by("-number").first()
    if edition is not None and edition.source is not None:
        since = f"edition {edition.number}, {'which readers see now' if live else 'the newest'}"
        return _changed(contents, edition.source, since)
    approved = article.history.filter(stage=Stage.APPROVED).first()
    since = f"its approval on {timezone.localtime(approved.history_date):%-d %B %Y}" if approved else ""
    return _changed(contents, approved, since)


def since_reading(article: Article, contents: Contents, digest: str) -> Changed:
    """Since the text with this digest, which somebody has read while it was changed."""
    read = article.history.filter(digest=digest).first() if digest else None
    return _changed(contents, read, "you read it")


def _changed(contents: Contents, version: Any | None, since: str) -> Changed:
    if version is None:
        return Changed(since, [], is_known=False)
    comparison: Comparison = compare(kept_in(version), contents)
    places = changed_places(comparison, contents["body"], FIELD["body"].label)
    return Changed(since, places, is_known=True, version=version.pk)
