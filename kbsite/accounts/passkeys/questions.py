"""What was asked of a browser, kept until the answer comes.

A question is good for one answer, right or wrong, of one person, and for five minutes. It is a row, and not a
part of the session: of two answers at once only one can delete it, and no session that is saved late brings
it back.
"""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from kbsite.accounts.models import PasskeyQuestion

KEY = "accounts.passkey"
GOOD_FOR = timedelta(minutes=5)
# The session of somebody who is not known yet ends soon, or strangers could fill the table of sessions.
STRANGERS_SESSION_SECONDS = 10 * 60

TO_ADD, AFTER_PASSWORD, WHOLE_LOGIN = "add", "after password", "whole login"


class NothingAsked(Exception):
    """Nothing was asked of this browser, or too long ago, or it has answered already."""


def keep(request: HttpRequest, purpose: str, state: dict[str, Any], *, user: Any = None) -> None:
    """In place of an older question to this browser. `state` is JSON."""
    if purpose == WHOLE_LOGIN and not request.user.is_authenticated:
        request.session.set_expiry(STRANGERS_SESSION_SECONDS)
    _forget(request)
    asked = PasskeyQuestion.objects.create(
        purpose=purpose, user_id=user and user.pk, state=state, asked_at=timezone.now()
    )
    request.session[KEY] = asked.pk


def take(request: HttpRequest, purpose: str, *, user: Any = None) -> dict[str, Any]:
    """The state that was kept, once. Raises NothingAsked.

    Call it outside of a transaction, or an error later on would give the question back.
    """
    asked = PasskeyQuestion.objects.filter(pk=_number_in(request)).first()
    if not _forget(request) or asked is None:
        raise NothingAsked
    is_late = timezone.now() - asked.asked_at > GOOD_FOR
    if is_late or (asked.purpose, asked.user_id) != (purpose, user and user.pk):
        raise NothingAsked
    return dict(asked.state)


def forget_old(now: datetime | None = None) -> int:
    """Delete questions that can be answered no longer; returns how many."""
    old = PasskeyQuestion.objects.filter(asked_at__lt=(now or timezone.now()) - GOOD_FOR)
    return int(old.delete()[0])


def _forget(request: HttpRequest) -> bool:
    """Whether there was a question that nobody else has taken meanwhile."""
    gone, _ = PasskeyQuestion.objects.filter(pk=_number_in(request)).delete()
    request.session.pop(KEY, None)
    return bool(gone)


def _number_in(request: HttpRequest) -> int:
    """0 where there is none. Earlier versions of the site kept the question itself there."""
    kept = request.session.get(KEY)
    return kept if isinstance(kept, int) else 0
