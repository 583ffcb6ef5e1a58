"""What was asked of a browser, kept in its session until the answer comes.

A question is good for one answer, right or wrong, of one person, and for five minutes.
"""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

KEY = "accounts.passkey"
MAX_SECONDS = 5 * 60
# The session of somebody who is not known yet ends soon, or strangers could fill the table of sessions.
STRANGERS_SESSION_SECONDS = 10 * 60

TO_ADD, AFTER_PASSWORD, WHOLE_LOGIN = "add", "after password", "whole login"


class NothingAsked(Exception):
    """Nothing was asked of this browser, or too long ago, or it has answered already."""


def keep(request: HttpRequest, purpose: str, state: dict[str, Any], *, user: Any = None) -> None:
    """`state` is JSON."""
    if purpose == WHOLE_LOGIN and not request.user.is_authenticated:
        request.session.set_expiry(STRANGERS_SESSION_SECONDS)
    request.session[KEY] = {
        "purpose": purpose,
        "user": user and user.pk,
        "since": timezone.now().timestamp(),
        "state": state,
    }


def take(request: HttpRequest, purpose: str, *, user: Any = None) -> dict[str, Any]:
    """The state that was kept, once. Raises NothingAsked."""
    kept = request.session.pop(KEY, None)
    if (
        not kept
        or (kept["purpose"], kept["user"]) != (purpose, user and user.pk)
        or timezone.now().timestamp() - kept["since"] > MAX_SECONDS
    ):
        raise NothingAsked
    return dict(kept["state"])
