"""Where a comment may come from: our own pages only, told without a cookie.

Public pages carry no CSRF token, because a cached page is shared. Browsers say in
Sec-Fetch-Site where a request comes from, and older ones in Origin; a page elsewhere can
forge neither.
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
