"""What readers open. Every view starts from live editions; none reads a working copy's text."""

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from articles.addresses import target_of
from articles.changes import changes_up_to
from articles.library import snapshot_picture
from articles.models import Category, Edition, Species
from articles.models.article import Kind
from articles.models.subjects import Subject
from articles.querysets import EditionQuerySet
from articles.snapshots import PictureSnapshot
from articles.views.caching import public_page

PER_PAGE = 20
NEWEST = 6
RELATED = 3


@public_page
def home(request: HttpRequest) -> HttpResponse:
    live = Edition.objects.live().for_lists().newest_first()
    lead, *newest = live.of_kind(Kind.ARTICLE).featured_first()[: NEWEST + 1] or [None]
    context = {
        "lead": lead,
        "newest": newest,
        "breed": live.of_kind(Kind.BREED).first(),
        "species": _species_with_counts(),
    }
    return render(request, "articles/home.html", context)


def _species_with_counts() -> list[Species]:
    """Each with `article_count`, its live pages, and `picture_snapshot`, ready for an <img>."""
    live = Edition.objects.live().values("pk")
    counted = Count("editions", filter=Q(editions__in=live))
    # Counting groups the rows, and Django then forgets the order of the model.
    found = Species.objects.select_related("picture").annotate(article_count=counted)
    species: list[Species] = list(found.order_by("position", "name", "pk"))
    for one in species:
        one.picture_snapshot = picture_of(one)  # type: ignore[attr-defined]  # for the template
    return species


def picture_of(subject: Subject) -> PictureSnapshot | None:
    return snapshot_picture(subject.picture) if subject.picture else None


@public_page
def article(request: HttpRequest, slug: str) -> HttpResponse:
    return _edition(request, slug, Kind.ARTICLE, "articles/article.html")


@public_page
def breed(request: HttpRequest, slug: str) -> HttpResponse:
    return _edition(request, slug, Kind.BREED, "articles/breed.html")


def _edition(request: HttpRequest, slug: str, kind: Kind, template: str) -> HttpResponse:
    editions = Edition.objects.live().of_kind(kind).select_related("article", "category")
    edition = editions.defer("body", "article__body", "article__parts").filter(article__slug=slug).first()
    if edition is None:
        return _led_on(request)
    related = list(Edition.objects.live().related_to(edition).without_long_texts()[:RELATED])
    prefetch_related_objects([edition, *related], "species")
    context = {
        "edition": edition,
        "related": related,
        "changes": changes_up_to(edition, timezone.now()),
        "is_overdue": edition.review_is_overdue(timezone.localdate()),
        "preview": False,
    }
    return render(request, template, context)


def _led_on(request: HttpRequest) -> HttpResponse:
    """To where the page moved, with the query string it was asked with; else “not found”."""
    target = target_of(request.path)
    if target is None:
        raise Http404
    query = iri_to_uri(request.META.get("QUERY_STRING", ""))
    # Django's own redirect refuses long addresses, which pages do not.
    return HttpResponse(status=301, headers={"Location": f"{target}?{query}" if query else target})


@public_page
def category(request: HttpRequest, slug: str) -> HttpResponse:
    shelf = get_object_or_404(Category.objects.select_related("picture"), slug=slug)
    live = Edition.objects.live().in_category(shelf)
    context = {
        "category": shelf,
        "picture": picture_of(shelf),
        "page": _page(request, live.for_lists().newest_first()),
    }
    return render(request, "articles/category.html", context)


@public_page
def species(request: HttpRequest, slug: str) -> HttpResponse:
    animal = get_object_or_404(Species.objects.select_related("picture"), slug=slug)
    live = Edition.objects.live().about(animal).for_lists().newest_first()
    context = {
        "species": animal,
        "picture": picture_of(animal),
        "page": _page(request, live.of_kind(Kind.ARTICLE)),
        "breeds": list(live.of_kind(Kind.BREED).order_by("title", "pk")),
    }
    return render(request, "articles/species.html", context)


def _page(request: HttpRequest, editions: EditionQuerySet) -> Page:
    """A wrong or missing page number shows the nearest page there is."""
    return Paginator(editions, PER_PAGE).get_page(request.GET.get("page"))
