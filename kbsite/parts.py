"""A script that wants one part of a page says so in a header, and is not sent the whole page."""

from django.http import HttpRequest

HEADER = "X-Part"


def asks_for_part(request: HttpRequest, name: str) -> bool:
    """Return whether a script of ours asks for the part with this name: "card" or "bar"."""
    return request.headers.get(HEADER) == name
