"""Gives back what was sent to the desk by somebody who was logged out meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

View = Callable[..., Any]

LOGGED_OUT = (
    "Nothing was saved: your login has ended. Log in in another window, then come back to this one and send "
    "it again. Until then, everything that you wrote stands below."
)
OTHER_LOGIN = (
    "Nothing was saved: somebody logged in or out in another window meanwhile. Everything that you wrote "
    "stands below."
)
SEND_AGAIN = "Send it again"


def keeping_what_was_sent(view: View, may_enter: Callable[[HttpRequest], bool]) -> View:
    """Answer a sent form with its texts, in place of leading to the login, which would drop them.

    Scripts get the usual answer: they keep the text themselves.
    """

    @wraps(view)
    def keep(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Imported now, for it needs the apps, which are loaded after this module.
        from articles.admin.kept_texts import kept_page, texts_of

        if request.method != "POST" or not _is_for_people(request) or may_enter(request):
            return view(request, *args, **kwargs)
        if not texts_of(request.POST):
            return view(request, *args, **kwargs)
        links = {"Log in": f"{reverse('admin:login')}?{urlencode({'next': reverse('admin:index')})}"}
        return kept_page(request, "You were logged out", LOGGED_OUT, links=links, resend=SEND_AGAIN)

    return keep


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """On the desk, give back what was written.

    A login makes a new token, so the page of somebody who logged in again holds an old one. It may be
    sent again from here only where the browser vouches that one of our own pages sent it.
    """
    from articles.admin.kept_texts import kept_page, texts_of
    from articles.views.editor import csrf_failure as plain_failure

    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not (request.path_info.startswith(reverse("admin:index")) and is_ours and texts_of(request.POST)):
        return plain_failure(request, reason)
    resend = SEND_AGAIN if request.user.is_authenticated else ""
    return kept_page(request, "Send it once more", OTHER_LOGIN, resend=resend)


def _is_for_people(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "")
