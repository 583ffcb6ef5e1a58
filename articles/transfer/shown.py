"""Find out whether readers see exactly the present working copy. Exports and imports ask this."""

from typing import Any

from django.utils import timezone

from articles.composing.compose import key_points
from articles.drafts.fields import FIELDS, Shape, contents_of_version
from articles.drafts.parts import Contents
from articles.models import Article, Edition

# A file's name is the address; the list of pictures holds their words.
SAID_ELSEWHERE = {"slug", "pictures"}
# The oldest editions have only these to be compared by.
TEXTS = [
    field.name
    for field in FIELDS
    if field.shape in (Shape.VALUE, Shape.TEXT) and field.is_on_page and not field.came_later
]


def shown_edition(article: Article, editions: list[Edition]) -> Edition | None:
    """Return the edition that readers see, if it was made of the present working copy.

    Return None also while another edition is scheduled, because a file cannot say when it appears.
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
    # The oldest editions have no digest and no source, so only their texts can be compared.
    same_texts = all(getattr(article, field).strip() == getattr(edition, field).strip() for field in TEXTS)
    return same_texts and key_points(article) == edition.key_points


def _said(version: Any) -> Contents:
    contents = contents_of_version(version)
    return {name: value for name, value in contents.items() if name not in SAID_ELSEWHERE}
