"""The sitemap: every page that search engines may keep, split into files of limited size."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse

from articles.listings.people import seen_by_readers
from articles.machines.site_address import picture_url
from articles.models import Category, Contributor, Edition, Species
from articles.models.edition import EditionQuerySet

# The format allows 50,000. With 5,000, a worker makes a file in less than a second.
ADDRESSES_IN_A_FILE = 5_000
PAGES = (
    *("home", "articles", "breeds", "contributors", "glossary", "emergency", "checks", "fridge_sheet"),
    *("how_we_check", "privacy", "accessibility", "comment_rules"),
)


class Pages(Sitemap):
    """The site's own pages. They have no date, because nothing records when they last changed."""

    def items(self) -> tuple[str, ...]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class Editions(Sitemap):
    """Articles and breed files. One query for each file, which does not load their texts."""

    limit = ADDRESSES_IN_A_FILE

    def items(self) -> EditionQuerySet:
        editions = Edition.objects.live().select_related("article").order_by("pk")
        return editions.only("kind", "live_from", "pictures", "article__slug")

    def lastmod(self, item: Edition) -> datetime:
        """Return when readers first saw exactly this text; a small correction counts as a change."""
        return item.live_from

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = Edition.objects.live().aggregate(latest=Max("live_from"))["latest"]
        return latest


class Categories(Sitemap):
    limit = ADDRESSES_IN_A_FILE

    def items(self) -> Any:
        return Category.objects.only("slug").order_by("pk")


class Animals(Sitemap):
    limit = ADDRESSES_IN_A_FILE

    def items(self) -> Any:
        return Species.objects.only("slug").order_by("pk")


class Contributors(Sitemap):
    """The contributors whose page readers can open."""

    limit = ADDRESSES_IN_A_FILE

    def items(self) -> Any:
        return seen_by_readers().only("slug").order_by("pk")

    def location(self, item: Contributor) -> str:
        return reverse("contributor", args=[item.slug])


SECTIONS: dict[str, type[Sitemap]] = {
    "pages": Pages,
    "editions": Editions,
    "categories": Categories,
    "species": Animals,
    "contributors": Contributors,
}


def pictures_of(request: HttpRequest, item: Any) -> Iterable[str]:
    """Return the address of the largest file of each picture in a page's gallery."""
    pictures = item.pictures if isinstance(item, Edition) else []
    return [picture_url(request, picture) for picture in pictures]
