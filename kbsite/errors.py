"""The pages of wrong addresses, of our own faults, and of a database that is away."""

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

# What Django raises when the database cannot be asked.
OUTAGES = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = 10


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Its menu asks the database, which may be what is missing."""
    try:
        return render(request, "404.html", status=404)
    except OUTAGES:
        return unavailable()


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks neither the database nor the request, either of which may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)


def unavailable() -> HttpResponse:
    """503 with Retry-After: caches and search engines come back instead of forgetting the page."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
