"""Forms are taken from our own pages only; this checks it without a cookie.

Public pages have no CSRF token, because caches share them. Browsers say in Sec-Fetch-Site where a
request comes from, older ones in Origin, and a page of another site can forge neither.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest

FOREIGN = "We could not tell that this came from our page. Please press the button once more."


def comes_from_our_page(request: HttpRequest) -> bool:
    """False when the request comes from elsewhere, or does not say where it comes from."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc.lower()) == (request.scheme, request.get_host().lower())
