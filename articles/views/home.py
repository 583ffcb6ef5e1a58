"""The home page."""

from django.db.models import OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.animals import Animal
from articles.composing.lookups import picture_of
from articles.listings.filtering import capped_count, in_words
from articles.models import Edition, Species
from articles.models.article import Kind
from articles.triage.listing import live_checks
from articles.views.caching import public_page

NEWEST = 6


@public_page
def home(request: HttpRequest) -> HttpResponse:
    live = Edition.objects.live().for_lists().newest_first()
    # One more than is shown, because the page that leads may be among them.
    articles = list(live.of_kind(Kind.ARTICLE)[: NEWEST + 1])
    lead = live.featured().first() or next(iter(articles), None)
    context = {
        "lead": lead,
        "newest": [edition for edition in articles if edition != lead][:NEWEST],
        "breed": live.of_kind(Kind.BREED).first(),
        "animals": Animal.choices if live_checks().exists() else [],
        "species": _species_with_counts(),
    }
    return render(request, "articles/home.html", context)


def _species_with_counts() -> list[Species]:
    """Return each species with the number of its live pages, also in words, and its picture.

    The attributes are `article_count`, `pages_in_words` and `picture_snapshot`.
    """
    count = capped_count(Edition.objects.live().filter(species=OuterRef("pk")))
    species: list[Species] = list(Species.objects.select_related("picture").annotate(article_count=count))
    for one in species:
        one.picture_snapshot = picture_of(one)  # type: ignore[attr-defined]  # for the template
        one.pages_in_words = in_words(one.article_count)  # type: ignore[attr-defined]  # as above
    return species
