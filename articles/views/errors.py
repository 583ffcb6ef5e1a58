"""The pages of wrong addresses and of our own faults."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks neither the database nor the request, either of which may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
