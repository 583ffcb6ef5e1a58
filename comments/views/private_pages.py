"""Pages that may be seen only by those who have their address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponseBase]

# A page with a form needs OWN_FORMS: with "no-referrer", older browsers send it without an Origin.
NOWHERE, OWN_FORMS = "no-referrer", "same-origin"


def private(*, referrer: str = NOWHERE) -> Callable[[View], View]:
    """Caches do not keep the page, search engines do not list it, and other sites do not get its address."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            response = view(request, **kwargs)
            response.headers["X-Robots-Tag"] = "noindex"
            response.headers["Referrer-Policy"] = referrer
            return response

        return wrapped

    return decorate
