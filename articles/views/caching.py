"""What caches may do with public pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """A page that is the same for everybody: any cache may keep it and asks back before showing it.

    Asking back is cheap (304 by ETag), and an editor or moderator sees a change at once.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Only such pages tell machines their address (articles/machines/); the page of an error does not.
        request.is_public_page = True  # type: ignore[attr-defined]  # read by the templates' tags
        try:
            response = view(request, *args, **kwargs)
        except Exception:
            request.is_public_page = False  # type: ignore[attr-defined]  # as above
            raise
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        return response

    return require_safe(wrapped)
