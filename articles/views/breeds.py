"""The list of all breed files, A to Z."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.listings.facets import by_letter, by_species
from articles.listings.filtering import listing
from articles.listings.keyset import A_TO_Z
from articles.models import Edition
from articles.models.article import Kind
from articles.views.caching import public_page


@public_page
def breeds(request: HttpRequest) -> HttpResponse:
    live = Edition.objects.live().of_kind(Kind.BREED)
    context = {"listing": listing(live, [by_letter(), by_species()], request.GET, order=A_TO_Z)}
    return render(request, "articles/breeds.html", context)
