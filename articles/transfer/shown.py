"""Whether readers see a working copy just as it stands: an export says so, an import asks."""

from typing import Any

from django.utils import timezone

from articles.composing.compose import key_points
from articles.drafts.fields import Contents, contents_of_version
from articles.models import Article, Edition

# The address is where the page stands; the words of the library's pictures are in their own list.
SAID_ELSEWHERE = {"slug", "pictures"}
TEXTS = ["kind", "title", "standfirst", "description", "answer", "body", "urgency"]


def shown_edition(article: Article, editions: list[Edition]) -> Edition | None:
    """The one of the article's editions that readers see, if it is of the present working copy.

    None also while another is to appear: a file cannot say when.
    """
    now = timezone.now()
    if any(edition.live_from > now and edition.live_until != edition.live_from for edition in editions):
        return None
    live = next((edition for edition in editions if edition.is_live(now)), None)
    return live if live and _says_the_same(article, live) else None


def _says_the_same(article: Article, edition: Edition) -> bool:
    if edition.digest and edition.digest == article.digest:
        return True
    if edition.source:
        return _said(article) == _said(edition.source)
    # Published before editions knew what they were made of: the texts must do.
    same_texts = all(getattr(article, field).strip() == getattr(edition, field).strip() for field in TEXTS)
    return same_texts and key_points(article) == edition.key_points


def _said(version: Any) -> Contents:
    contents = contents_of_version(version)
    return {name: value for name, value in contents.items() if name not in SAID_ELSEWHERE}
