"""The page of one article or breed file, as it was published."""

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from articles.changes import changes_up_to
from articles.link_checks.evidence import checked_references
from articles.models import Edition
from articles.models.article import Kind
from articles.publishing.addresses import target_of
from articles.related import related_to
from articles.search.log import note_opened
from articles.triage.listing import checks_of_page
from articles.views.caching import public_page


@public_page
def article(request: HttpRequest, slug: str) -> HttpResponse:
    return _edition(request, slug, Kind.ARTICLE, "articles/article.html")


@public_page
def breed(request: HttpRequest, slug: str) -> HttpResponse:
    return _edition(request, slug, Kind.BREED, "articles/breed.html")


def _edition(request: HttpRequest, slug: str, kind: Kind, template: str) -> HttpResponse:
    editions = Edition.objects.live().of_kind(kind).select_related("article", "category", "contributor")
    # Readers get the stored HTML. The Markdown and the working copy are long and no part of the page.
    edition = editions.defer("body", "article__body", "article__parts").filter(article__slug=slug).first()
    if edition is None:
        return _redirect(request)
    note_opened(request, edition)
    related = related_to(edition.article, edition.body_html)
    # All at once, because two lists would cost two queries.
    prefetch_related_objects([edition, *related.keep_reading], "species")
    context = {
        "edition": edition,
        "references": checked_references(edition),
        "related": related,
        "changes": changes_up_to(edition, timezone.now()),
        "checks": checks_of_page(slug, [species.slug for species in edition.animals]),
        "is_overdue": edition.review_is_overdue(timezone.localdate()),
        "preview": False,
    }
    return render(request, template, context)


def _redirect(request: HttpRequest) -> HttpResponse:
    """Redirect to the page's new address with the same query string. Raises Http404 if it did not move."""
    target = target_of(request.path)
    if target is None:
        raise Http404
    query = iri_to_uri(request.META.get("QUERY_STRING", ""))
    # Not HttpResponseRedirect: it refuses addresses as long as those that pages accept.
    return HttpResponse(status=301, headers={"Location": f"{target}?{query}" if query else target})
