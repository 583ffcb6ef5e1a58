"""Where a picture is used, as the admin lists it: each place with its link."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from articles.models import PictureUse
from articles.pictures.usage import PictureUsage
from articles.roles import Person, may_read

WORKING_COPY, LIVE, SCHEDULED = "Working copy", "Live page", "Scheduled edition"


@dataclass(frozen=True)
class Place:
    what: str
    name: str
    url: str


def places_of(usage: PictureUsage, reader: Person) -> list[Place]:
    """Drafts of others are left out for whoever may not read them."""
    shown = [use for use in usage.uses if _what(use) == LIVE or may_read(reader, use.article)]
    return [
        *(_place(use) for use in shown),
        *(Place("Category", str(row), _admin_url("category", row.pk)) for row in usage.categories),
        *(Place("Species", str(row), _admin_url("species", row.pk)) for row in usage.species),
    ]


def _place(use: PictureUse) -> Place:
    """Links to the page where readers see it, and otherwise to the article in the admin."""
    what = _what(use)
    if use.edition is not None and what == LIVE:
        return Place(what, use.edition.title, use.edition.get_absolute_url())
    return Place(what, use.article.title, _admin_url("article", use.article_id))


def _what(use: PictureUse) -> str:
    if use.edition is None:
        return WORKING_COPY
    return LIVE if use.edition.is_live(timezone.now()) else SCHEDULED


def _admin_url(model: str, pk: int) -> str:
    return reverse(f"admin:articles_{model}_change", args=[pk])
