"""The sessions of a login: from which browsers it is open, since when, and how to end them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_otp import DEVICE_ID_SESSION_KEY

from kbsite.accounts.models import LoginSession

SEEN = "accounts.seen"
# A visit is written down at most so often.
SEEN_EVERY = timedelta(minutes=5)
MAX_BROWSER = 200

# The first that fits, for browsers also name those that they want to be taken for.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "a Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


@dataclass(frozen=True)
class OpenSession:
    row: LoginSession
    is_this: bool

    @property
    def device(self) -> str:
        return _in_plain_words(self.row.browser)


def device_of(request: HttpRequest) -> str:
    """What the browser of a request calls itself, in plain words."""
    return _in_plain_words(request.headers.get("User-Agent", ""))


def note(request: HttpRequest, user: Any) -> None:
    """Write down that this session is open, and was seen now."""
    if not request.session.session_key:
        request.session.save()
    now = timezone.now()
    request.session[SEEN] = now.timestamp()
    browser = request.headers.get("User-Agent", "")[:MAX_BROWSER].replace("\0", "")
    LoginSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={"user_id": user.pk, "browser": browser, "seen_at": now},
    )


def note_if_due(request: HttpRequest) -> None:
    """For a request that has asked who is there; others do not open the session here either."""
    if not request.session.accessed or SESSION_KEY not in request.session:
        return
    seen = request.session.get(SEEN, 0)
    if timezone.now().timestamp() - seen > SEEN_EVERY.total_seconds() and request.user.is_authenticated:
        note(request, request.user)


def of(request: HttpRequest, user: User) -> list[OpenSession]:
    """All sessions of whoever asks; this one first, then the ones seen last."""
    keys = list(_keys(user))
    rows = {row.session_key: row for row in LoginSession.objects.filter(session_key__in=keys)}
    for key in keys:
        # One from before these rows were written, which has not come back since.
        if key not in rows:
            rows[key] = LoginSession.objects.create(user=user, session_key=key, seen_at=timezone.now())
    this = request.session.session_key
    found = [OpenSession(row, is_this=row.session_key == this) for row in rows.values()]
    return sorted(found, key=lambda session: (not session.is_this, -session.row.seen_at.timestamp()))


def end(user: Any, row_id: int) -> bool:
    """Log one session out; False if it is none of this person's."""
    row = LoginSession.objects.filter(pk=row_id, user=user.pk).first()
    if row is None:
        return False
    _delete([row.session_key])
    return True


def end_all(user: Any, *, but: str | None = None) -> int:
    """Log out every session of a login but one; returns how many."""
    return _delete([key for key in _keys(user, whatever_the_password=True) if key != but])


def end_opened_by(device_id: str, *, but: str | None) -> int:
    """Log out what a second factor opened, by its id of django-otp, but one session; returns how many."""
    opened = [
        session.session_key
        for session in _open_sessions()
        if session.get_decoded().get(DEVICE_ID_SESSION_KEY) == device_id
    ]
    return _delete([key for key in opened if key != but])


def forget_ended() -> int:
    """Delete rows of sessions that are over."""
    open_keys = Session.objects.filter(expire_date__gte=timezone.now()).values("session_key")
    return int(LoginSession.objects.exclude(session_key__in=open_keys).delete()[0])


def forget_one(session_key: str | None) -> None:
    LoginSession.objects.filter(session_key=session_key or "").delete()


def _keys(user: Any, *, whatever_the_password: bool = False) -> Iterator[str]:
    """The keys of open sessions. Only a session itself says whose it is, so all are read; few have one."""
    hashed = user.get_session_auth_hash()
    for session in _open_sessions():
        kept = session.get_decoded()
        is_theirs = kept.get(SESSION_KEY) == str(user.pk)
        # A new password has closed the others already.
        is_open = whatever_the_password or constant_time_compare(kept.get(HASH_SESSION_KEY, ""), hashed)
        if is_theirs and is_open:
            yield session.session_key


def _open_sessions() -> Iterator[Session]:
    return Session.objects.filter(expire_date__gte=timezone.now()).iterator()


def _in_plain_words(named: str) -> str:
    browser = next((name for mark, name in BROWSERS.items() if mark in named), "A browser")
    system = next((name for mark, name in SYSTEMS.items() if mark in named), "")
    return f"{browser} on {system}" if system else browser


def _delete(keys: list[str]) -> int:
    LoginSession.objects.filter(session_key__in=keys).delete()
    return int(Session.objects.filter(session_key__in=keys).delete()[0])
