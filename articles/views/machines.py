"""Views for machines: robots.txt, feeds, Markdown copies and icons. Everybody gets the same answer."""

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.machines.feed import build_feed
from articles.machines.llms import llms_text
from articles.machines.markdown_copy import markdown_copy
from articles.machines.page_links import markdown_path
from articles.machines.site_address import LANGUAGE, SITE_NAME, absolute
from articles.models import Category, Edition, Species
from articles.models.article import Kind, page_address
from articles.models.edition import EditionQuerySet
from articles.publishing.addresses import target_of
from articles.views.caching import public_page

MARKDOWN = "text/markdown; charset=utf-8"
ICONS = [(192, "icon-192", "any"), (512, "icon-512", "any"), (512, "icon-512-maskable", "maskable")]
# Colours of static/css/tokens.css, by day: the paper and the mark's green.
PAPER, GREEN = "#fdfcf9", "#0f5243"
A_DAY = 86_400


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    closed = "\n".join(f"Disallow: {path}" for path in ("/admin/", "/edit/", "/preview/", "/markdownx/"))
    lines = f"User-agent: *\n{closed}\n\nSitemap: {absolute(request, reverse('sitemap'))}\n"
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


@public_page
def llms(request: HttpRequest) -> HttpResponse:
    return HttpResponse(llms_text(request), content_type=MARKDOWN)


@public_page
def manifest(request: HttpRequest) -> HttpResponse:
    content = {
        "name": SITE_NAME,
        "short_name": SITE_NAME,
        "description": "Plain answers about the animals we live with, written from sources you can open.",
        "lang": LANGUAGE,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": GREEN,
        "icons": [
            {
                "src": static(f"icons/{name}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size, name, purpose in ICONS
        ],
    }
    return HttpResponse(json.dumps(content), content_type="application/manifest+json")


@require_safe
@cache_control(public=True, max_age=A_DAY)
def favicon(request: HttpRequest) -> HttpResponse:
    """Serve the icon at the address that programs try without having read a page."""
    icon = settings.BASE_DIR / "static" / "icons" / "favicon.ico"
    return HttpResponse(icon.read_bytes(), content_type="image/x-icon")


@public_page
def article_as_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    return _as_markdown(request, slug, Kind.ARTICLE)


@public_page
def breed_as_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    return _as_markdown(request, slug, Kind.BREED)


def _as_markdown(request: HttpRequest, slug: str, kind: Kind) -> HttpResponse:
    editions = Edition.objects.live().of_kind(kind).select_related("article")
    edition = editions.defer("article__body", "article__parts").filter(article__slug=slug).first()
    if edition is None:
        target = target_of(page_address(kind, slug))
        if target is None:
            raise Http404
        return HttpResponse(status=301, headers={"Location": markdown_path(target)})
    response = HttpResponse(markdown_copy(request, edition), content_type=MARKDOWN)
    # Search engines then keep the page and not this copy of it.
    response.headers["Link"] = f'<{absolute(request, edition.get_absolute_url())}>; rel="canonical"'
    return response


@public_page
def site_feed(request: HttpRequest) -> HttpResponse:
    return _feed(request, Edition.objects.live(), None)


@public_page
def category_feed(request: HttpRequest, slug: str) -> HttpResponse:
    subject = get_object_or_404(Category, slug=slug)
    return _feed(request, Edition.objects.live().in_category(subject), subject)


@public_page
def species_feed(request: HttpRequest, slug: str) -> HttpResponse:
    animal = get_object_or_404(Species, slug=slug)
    return _feed(request, Edition.objects.live().about(animal), animal)


def _feed(
    request: HttpRequest, editions: EditionQuerySet, subject: Category | Species | None
) -> HttpResponse:
    feed = build_feed(request, editions, subject)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
