"""The error pages: a wrong address, an error of ours, and a database that does not answer."""

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

# The errors that Django raises if it cannot reach the database.
OUTAGES = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = 10


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show the 404 page, or the 503 page if the database fails: the menu on the 404 page needs it."""
    try:
        return render(request, "404.html", status=404)
    except OUTAGES:
        return unavailable()


def server_error(request: HttpRequest) -> HttpResponse:
    """Show the 500 page. It uses neither the database nor the request, since either may have failed."""
    return HttpResponse(render_to_string("500.html"), status=500)


def unavailable() -> HttpResponse:
    """Return 503 with Retry-After, so that search engines try again instead of dropping the page."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
