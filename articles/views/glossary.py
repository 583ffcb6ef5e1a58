"""The page of all glossary terms, A to Z."""

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
    """Return the sort key. The letter comes first, so that terms without a letter stay together.

    groupby() in the view needs that.
    """
    key = sort_key(term.name)
    return letter_of(key), key, term.pk
