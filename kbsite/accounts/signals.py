"""What follows a login and a logout, whichever page caused it."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from kbsite.accounts import asking, sessions


@receiver(user_logged_in)
def logged_in(request: HttpRequest, user: Any, **_: Any) -> None:
    # A session that began with a question to a stranger would end after ten minutes.
    request.session.set_expiry(None)
    sessions.note(request, user)
    asking.proved(request)


@receiver(user_logged_out)
def logged_out(request: HttpRequest, **_: Any) -> None:
    sessions.forget_one(request.session.session_key)
