"""Between the password and the second factor: somebody is known, and not yet in.

What is kept stands in the session of nobody: which login, and how often a code was wrong.
"""

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

KEY = "accounts.waiting"
MAX_SECONDS = 10 * 60
MAX_TRIES = 5


def begin(request: HttpRequest, user: Any, *, to: str) -> None:
    """After the right password; `to` is the page that was asked for."""
    request.session.cycle_key()
    # It may have begun with a question to a stranger, which ends it sooner than the wait.
    request.session.set_expiry(None)
    request.session[KEY] = {
        "user": user.pk,
        # A password that changes meanwhile ends the wait.
        "password": user.get_session_auth_hash(),
        "since": timezone.now().timestamp(),
        "tries": 0,
        "to": to,
    }


def who(request: HttpRequest) -> User | None:
    """Whoever waits, if the password is recent and has not changed since."""
    kept = request.session.get(KEY)
    if not kept or timezone.now().timestamp() - kept["since"] > MAX_SECONDS:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user and constant_time_compare(user.get_session_auth_hash(), kept["password"]):
        user.backend = "django.contrib.auth.backends.ModelBackend"  # login() asks for it
        return user
    return None


def count_wrong_code(request: HttpRequest) -> bool:
    """False once there were too many: then the password is asked for again."""
    kept = request.session[KEY]
    request.session[KEY] = {**kept, "tries": kept["tries"] + 1}
    return bool(kept["tries"] + 1 < MAX_TRIES)


def end(request: HttpRequest) -> str:
    """Returns the page that was asked for."""
    return str(request.session.pop(KEY, {}).get("to", ""))
