"""What the head of a page tells machines: its one address, its card for previews, its other forms."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from articles.images.decoding import CARD_SIZE
from articles.machines.site_address import absolute
from articles.models import Category, Contributor, Edition, Species

# A part of a list has no address of its own to keep; its articles have. What else an address asks for
# (a filter, a search, a campaign's mark) is left out of the one address.
PARTS_OF_LISTS = {"page", "after", "before"}
DEFAULT_CARD = "icons/card.png"
DEFAULT_ALT = "The Scratchpost mark: a cat's scratching post."


@dataclass(frozen=True)
class Card:
    """A page as other sites show a link to it; without a title they take that of the page."""

    url: str
    alt: str
    width: int
    height: int
    kind: str = "image/jpeg"


@dataclass(frozen=True)
class PageLinks:
    canonical: str
    is_part: bool
    card: Card
    site_feed: str
    is_article: bool = False
    title: str = ""
    description: str = ""
    markdown: str = ""
    feed: str = ""


def page_links(request: HttpRequest, page: dict[str, Any]) -> PageLinks:
    """`page` holds what the template is filled with; only a few of its names are looked at."""
    edition, shelf = page.get("edition"), page.get("species") or page.get("category")
    links = PageLinks(
        canonical=absolute(request, request.path),
        is_part=any(request.GET.get(name) for name in PARTS_OF_LISTS),
        card=_card(request, None),
        site_feed=absolute(request, reverse("feed")),
    )
    if isinstance(edition, Edition):
        return _of_edition(request, edition, links)
    if isinstance(shelf, Category | Species):
        return _of_shelf(request, shelf, page.get("picture"), links)
    contributor = page.get("contributor")
    return replace(links, title=contributor.name) if isinstance(contributor, Contributor) else links


def _of_edition(request: HttpRequest, edition: Edition, links: PageLinks) -> PageLinks:
    """Further comments are no other page: the text above them is the same."""
    return replace(
        links,
        is_part=False,
        is_article=True,
        card=_card(request, edition.lead),
        title=edition.title,
        description=edition.description or edition.answer,
        markdown=absolute(request, markdown_path(edition.get_absolute_url())),
    )


def _of_shelf(request: HttpRequest, shelf: Category | Species, picture: Any, links: PageLinks) -> PageLinks:
    return replace(
        links,
        card=_card(request, picture),
        title=shelf.name,
        description=shelf.description,
        feed=absolute(request, f"{shelf.get_absolute_url()}feed/"),
    )


def markdown_path(path: str) -> str:
    """Where the page at `path` is as Markdown."""
    return path.removesuffix("/") + ".md"


def _card(request: HttpRequest, picture: Any) -> Card:
    width, height = CARD_SIZE
    if picture and picture.get("card"):
        return Card(absolute(request, picture["card"]), picture["alt"], width, height)
    return Card(absolute(request, static(DEFAULT_CARD)), DEFAULT_ALT, width, height, "image/png")
