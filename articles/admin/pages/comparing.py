"""What changed in a working copy since a vet signed it, and since readers saw it."""

from typing import Any

from django.utils import timezone

from articles.comparison import Comparison, compare
from articles.drafts.fields import contents_of
from articles.drafts.history import kept_in
from articles.models import Article, SignOff
from articles.models.article import Stage


def since_signature(article: Article, last: SignOff | None) -> Comparison | None:
    """None where nothing was signed, or where the history no longer holds the signed text."""
    return _until_now(article, last.version if last else None)


def since_readers(article: Article) -> dict[str, Any]:
    """For the review page: `since`, in words, and `comparison`, None if there is nothing to compare."""
    editions = article.editions.select_related("source")
    live = editions.live().first()
    edition = live or editions.order_by("-number").first()
    if edition is not None and edition.source is not None:
        since = f"edition {edition.number}, {'which readers see now' if live else 'the newest'}"
        return {"comparison": _until_now(article, edition.source), "since": since}
    approved = article.history.filter(stage=Stage.APPROVED).first()
    since = f"its approval on {timezone.localtime(approved.history_date):%-d %B %Y}" if approved else ""
    return {"comparison": _until_now(article, approved), "since": since}


def _until_now(article: Article, version: Any | None) -> Comparison | None:
    return compare(kept_in(version), contents_of(article)) if version is not None else None
