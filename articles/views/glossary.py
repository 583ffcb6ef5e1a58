"""All words of the glossary, A to Z."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.listings.alphabet import letter_of, sort_key
from articles.models import GlossaryTerm
from articles.views.caching import public_page


@public_page
def glossary(request: HttpRequest) -> HttpResponse:
    terms = sorted(GlossaryTerm.objects.all(), key=_key)
    by_letter = groupby(terms, key=lambda term: letter_of(sort_key(term.name)))
    letters = [(letter, list(found)) for letter, found in by_letter]
    return render(request, "articles/glossary.html", {"letters": letters})


def _key(term: GlossaryTerm) -> tuple[str, str, int]:
    """What begins with no letter comes together, however it is sorted otherwise."""
    key = sort_key(term.name)
    return letter_of(key), key, term.pk
