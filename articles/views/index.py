"""The list of all articles and breed files, A to Z."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.listings.facets import by_letter, by_species
from articles.listings.filtering import listing
from articles.listings.keyset import A_TO_Z
from articles.models import Edition
from articles.views.caching import public_page

# More than in other lists: here an entry has no picture and takes a line or two.
PER_PAGE = 60


@public_page
def articles(request: HttpRequest) -> HttpResponse:
    facets = [by_letter(), by_species()]
    found = listing(Edition.objects.live(), facets, request.GET, order=A_TO_Z, size=PER_PAGE)
    return render(request, "articles/articles.html", {"listing": found})
