"""Asks for the password again before a page that gives rights, or guards a login, changes anything.

A session that somebody else has got hold of, at an open desk say, is then not enough. What was typed into the
form travels through the question as hidden fields, so it is neither lost nor kept on the server.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from kbsite.accounts.proofs import knows_password

KEY = "accounts.proved"
FIELD = "proof_password"
GOOD_FOR_SECONDS = 10 * 60

View = Callable[..., HttpResponse]


def proved(request: HttpRequest) -> None:
    """The password was right just now."""
    request.session[KEY] = timezone.now().timestamp()


def is_proved(request: HttpRequest) -> bool:
    age = timezone.now().timestamp() - float(request.session.get(KEY, 0))
    return age <= GOOD_FOR_SECONDS


def anybody(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def asks_again(
    *, before_showing: bool = False, of: Callable[[HttpRequest], bool] = anybody
) -> Callable[[View], View]:
    """Guards the POST of a view, or all of it, where `of` holds of the request; the view refuses others."""

    def decorate(view: View) -> View:
        @wraps(view)
        @sensitive_post_parameters()
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            concerns = request.method == "POST" or before_showing
            if concerns and of(request) and not is_proved(request):
                answer = _question(request)
                if answer is not None:
                    return answer
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _question(request: HttpRequest) -> HttpResponse | None:
    """The page that asks, or None once the password is right and the form may go on."""
    typed = request.POST.get(FIELD)
    fault = ""
    if typed is not None:
        if knows_password(request, request.user, typed):  # type: ignore[arg-type]  # authenticated, says the caller
            proved(request)
            # Nothing but the question was sent: the page itself is still to be shown.
            return None if _carried(request) else redirect(request.get_full_path())
        fault = "That password is wrong. Nothing was changed; type it again."
    context = {
        **admin.site.each_context(request),
        "title": "Type your password again",
        "carried": _carried(request),
        "field": FIELD,
        "fault": fault,
    }
    response = render(request, "accounts/ask_again.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field of the form that was sent, each value of it."""
    own = {FIELD, "csrfmiddlewaretoken"}
    return [(name, value) for name, values in request.POST.lists() if name not in own for value in values]
