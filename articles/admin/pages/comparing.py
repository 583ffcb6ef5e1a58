"""What changed in a working copy since a vet signed it, and since readers saw it.

`contents` is the working copy as the page shows it: the page has composed it already.
"""

from typing import Any

from django.utils import timezone

from articles.comparison import Comparison, compare
from articles.drafts.history import kept_in
from articles.drafts.parts import Contents
from articles.models import Article, SignOff
from articles.models.article import Stage


def since_signature(contents: Contents, last: SignOff | None) -> Comparison | None:
    """None where nothing was signed, or where the history no longer holds the signed text."""
    return _until_now(contents, last.version if last else None)


def since_readers(article: Article, contents: Contents) -> dict[str, Any]:
    """For the review page: `since`, in words, and `comparison`, None if there is nothing to compare."""
    editions = article.editions.select_related("source")
    live = editions.live().first()
    edition = live or editions.order_by("-number").first()
    if edition is not None and edition.source is not None:
        since = f"edition {edition.number}, {'which readers see now' if live else 'the newest'}"
        return {"comparison": _until_now(contents, edition.source), "since": since}
    approved = article.history.filter(stage=Stage.APPROVED).first()
    since = f"its approval on {timezone.localtime(approved.history_date):%-d %B %Y}" if approved else ""
    return {"comparison": _until_now(contents, approved), "since": since}


def _until_now(contents: Contents, version: Any | None) -> Comparison | None:
    return compare(kept_in(version), contents) if version is not None else None
