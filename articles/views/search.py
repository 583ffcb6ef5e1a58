"""The search page: a plain GET, so that a search has an address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles import search as engine
from articles.dangers import dangers_in
from articles.views.caching import public_page


@public_page
def search(request: HttpRequest) -> HttpResponse:
    query = engine.clean(request.GET.get("q", ""))
    context = {
        "query": query,
        "found": engine.search(query) if query else None,
        "dangers": [danger.name for danger in dangers_in(query, [])] if query else [],
    }
    return render(request, "articles/search.html", context)
