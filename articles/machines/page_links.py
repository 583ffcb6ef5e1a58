"""What the <head> of a page tells machines: canonical address, preview card, feeds and Markdown."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from articles.images.decoding import CARD_SIZE
from articles.machines.site_address import absolute
from articles.models import Category, Contributor, Edition, Species

# With one of these in its query string, a page is a further part of a list. Search engines should
# follow its links and not keep the part itself. The canonical address leaves out all parameters:
# a filter, a search, the mark of a campaign.
PARTS_OF_LISTS = {"page", "after", "before"}
DEFAULT_CARD = "icons/card.png"
DEFAULT_ALT = "The Scratchpost mark: a cat's scratching post."


@dataclass(frozen=True)
class Card:
    """The picture that other sites show beside a link to the page, with its size in pixels."""

    url: str
    alt: str
    width: int
    height: int
    media_type: str = "image/jpeg"


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
    """Return the links of a page. `page` is the template's context, of which only a few names count."""
    edition, subject = page.get("edition"), page.get("species") or page.get("category")
    links = PageLinks(
        canonical=absolute(request, request.path),
        is_part=any(request.GET.get(name) for name in PARTS_OF_LISTS),
        card=_card(request, None),
        site_feed=absolute(request, reverse("feed")),
    )
    if isinstance(edition, Edition):
        return _of_edition(request, edition, links)
    if isinstance(subject, Category | Species):
        return _of_subject(request, subject, page.get("picture"), links)
    contributor = page.get("contributor")
    return replace(links, title=contributor.name) if isinstance(contributor, Contributor) else links


def _of_edition(request: HttpRequest, edition: Edition, links: PageLinks) -> PageLinks:
    """Return the links of an article. It is never a part: a page of further comments has the same text."""
    return replace(
        links,
        is_part=False,
        is_article=True,
        card=_card(request, edition.lead),
        title=edition.title,
        description=edition.description or edition.answer,
        markdown=absolute(request, markdown_path(edition.get_absolute_url())),
    )


def _of_subject(
    request: HttpRequest, subject: Category | Species, picture: Any, links: PageLinks
) -> PageLinks:
    return replace(
        links,
        card=_card(request, picture),
        title=subject.name,
        description=subject.description,
        feed=absolute(request, f"{subject.get_absolute_url()}feed/"),
    )


def markdown_path(path: str) -> str:
    """Return the path of the Markdown copy of the page at `path`."""
    return path.removesuffix("/") + ".md"


def _card(request: HttpRequest, picture: Any) -> Card:
    width, height = CARD_SIZE
    if picture and picture.get("card"):
        return Card(absolute(request, picture["card"]), picture["alt"], width, height)
    return Card(absolute(request, static(DEFAULT_CARD)), DEFAULT_ALT, width, height, "image/png")
