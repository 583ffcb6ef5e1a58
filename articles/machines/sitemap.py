"""Every page that search engines may keep, in files of a bearable size."""

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

# The format allows 50,000; a file of so many takes a worker less than a second.
ADDRESSES_IN_A_FILE = 5_000
PAGES = (
    *("home", "articles", "breeds", "contributors", "glossary", "emergency"),
    *("how_we_check", "privacy", "accessibility", "comment_rules"),
)


class Pages(Sitemap):
    """The site's own pages; when they last changed is not known, so it is not said."""

    def items(self) -> tuple[str, ...]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class Editions(Sitemap):
    """Articles and breed files: one narrow query for each file, without their texts."""

    limit = ADDRESSES_IN_A_FILE

    def items(self) -> EditionQuerySet:
        editions = Edition.objects.live().select_related("article").order_by("pk")
        return editions.only("kind", "live_from", "pictures", "article__slug")

    def lastmod(self, item: Edition) -> datetime:
        """When readers first saw this very text, small corrections included."""
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
    """Those whose page readers can open."""

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
    """The largest file of each picture in a page's gallery."""
    pictures = item.pictures if isinstance(item, Edition) else []
    return [picture_url(request, picture) for picture in pictures]
