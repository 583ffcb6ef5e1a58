"""Pages that only whoever has their address may see."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]

# With "no-referrer" older browsers would send a page's form without an origin.
NOWHERE, OWN_FORMS = "no-referrer", "same-origin"


def private(*, referrer: str = NOWHERE) -> Callable[[View], View]:
    """Neither kept by caches nor found by search engines, and its address is told to no other site."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            response = view(request, **kwargs)
            response.headers["X-Robots-Tag"] = "noindex"
            response.headers["Referrer-Policy"] = referrer
            return response

        return wrapped

    return decorate
