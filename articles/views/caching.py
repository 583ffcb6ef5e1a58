"""The cache headers of public pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """Mark a view whose page is the same for everybody: any cache may keep it, but must revalidate it.

    Revalidation is cheap (304 by ETag), and everybody sees a change of an editor or moderator
    at once.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Only public pages name their canonical address for machines (articles/machines/). An error
        # page must not, or machines would take it for the page itself.
        request.is_public_page = True  # type: ignore[attr-defined]  # template tags read it
        try:
            response = view(request, *args, **kwargs)
        except Exception:
            request.is_public_page = False  # type: ignore[attr-defined]  # as above
            raise
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    return require_safe(wrapped)
