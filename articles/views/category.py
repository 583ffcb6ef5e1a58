"""A category of articles, such as “Facts about the animal kingdom”."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.composing.lookups import picture_of
from articles.listings.facets import by_letter, by_species, by_urgency
from articles.listings.filtering import listing
from articles.models import Category, Edition
from articles.views.caching import public_page


@public_page
def category(request: HttpRequest, slug: str) -> HttpResponse:
    category = get_object_or_404(Category.objects.select_related("picture"), slug=slug)
    live = Edition.objects.live().in_category(category)
    facets = [by_letter(), by_species(), by_urgency()]
    context = {
        "category": category,
        "picture": picture_of(category),
        "listing": listing(live, facets, request.GET),
    }
    return render(request, "articles/category.html", context)
