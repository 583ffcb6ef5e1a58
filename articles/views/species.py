"""The page of one species: some of its breed files, then its articles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.composing.lookups import picture_of
from articles.listings.facets import by_category, by_letter, by_urgency
from articles.listings.filtering import listing
from articles.models import Edition, Species
from articles.models.article import Kind
from articles.triage.listing import checks_of_species
from articles.views.caching import public_page

BREEDS = 6


@public_page
def species(request: HttpRequest, slug: str) -> HttpResponse:
    animal = get_object_or_404(Species.objects.select_related("picture"), slug=slug)
    live = Edition.objects.live().about(animal)
    facets = [by_letter(), by_category(), by_urgency()]
    breeds = live.of_kind(Kind.BREED).for_lists().order_by("index_key", "pk")
    context = {
        "species": animal,
        "picture": picture_of(animal),
        "checks": checks_of_species(animal.slug),
        "breeds": list(breeds[:BREEDS]),
        "listing": listing(live.of_kind(Kind.ARTICLE), facets, request.GET),
    }
    return render(request, "articles/species.html", context)
