"""Questions as readers' browsers send them, and what the search found for them."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.test import RequestFactory

from articles.models import SearchCount
from articles.search import Match, Results, log

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def asking(query: str, method: str = "GET", more: str = "", **headers: str) -> HttpRequest:
    """Return a request as a browser sends it. `more` is the rest of the query string."""
    values = {"User-Agent": BROWSER, **{name.replace("_", "-"): value for name, value in headers.items()}}
    address = f"/search/?{urlencode({'q': query})}&{more}"
    return RequestFactory(headers=values).generic(method, address)


def found(query: str, total: int = 3, match: Match = Match.ALL, **fields: Any) -> Results:
    return Results(query, match=match, total=total, **fields)


def ask(query: str, **fields: Any) -> SearchCount | None:
    return log.count(found(query, **fields), asking(query))
