"""Locks the door after wrong passwords and refused passkeys; django-axes counts them.

Three limits hold for an hour: for a name from one network, for a name from anywhere, and for a network with
any names. Settings say how many are too many; the last two are higher. They do not hold where the same person
has logged in before, from that network: otherwise a stranger could keep a person out for ever, from other
networks.
"""

import copy
import ipaddress
import logging
from datetime import datetime, timedelta
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Max, Q, QuerySet, Sum
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from comments.senders import sender_of
from kbsite.accounts import unlocking

logger = logging.getLogger(__name__)

# The private range fd00::/8: no visitor of the site has such an address (RFC 4193).
PSEUDONYM = 0xFD << 120


def network_key(request: HttpRequest) -> str:
    """A keyed hash of the visitor's network, written as an IPv6 address, for axes stores nothing else.

    So the site keeps its promise to store network addresses only as keyed hashes.
    """
    digest = int(sender_of(request).hash_for("login")[:30], 16)
    return str(ipaddress.IPv6Address(PSEUDONYM | digest))


class LockoutHandler(AxesDatabaseHandler):
    """Counts in three ways, where axes knows one limit for all; AXES_FAILURE_LIMIT is therefore one."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """How many of the limits are reached."""
        return len(reached_limits(request, credentials))

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any
    ) -> None:
        if request is None:
            return
        was_locked = request.axes_locked_out
        told = _without_what_was_sent(request)
        super().user_login_failed(sender, credentials, told, **kwargs)
        request.axes_locked_out, request.axes_credentials = told.axes_locked_out, credentials
        if told.axes_locked_out and not was_locked:
            _lock_began(request, credentials)


def reached_limits(request: HttpRequest, credentials: dict[str, Any] | None) -> list[Q]:
    """The attempts of each limit that is reached, as conditions."""
    return [of for of, left in _tries_left(request, credentials) if left <= 0]


def tries_left(request: HttpRequest, name: str) -> int:
    """How many more wrong passwords this name has here; the same number whether it exists or not."""
    return max(0, min(left for _, left in _tries_left(request, {"username": name})))


def _tries_left(request: HttpRequest, credentials: dict[str, Any] | None) -> list[tuple[Q, int]]:
    """Each limit, and how many attempts it has left."""
    name, key = get_client_username(request, credentials), getattr(request, "axes_ip_address", "")
    limits = {}
    # A passkey that the site does not know has no name: strangers' would lock those of everybody else.
    if name is not None:
        limits[Q(username=name, ip_address=key)] = settings.LOCK_NAME_IN_NETWORK_AFTER
    if not _is_known(name, key):
        limits[Q(ip_address=key)] = settings.LOCK_NETWORK_AFTER
        if name is not None:
            limits[Q(username=name)] = settings.LOCK_NAME_AFTER
    sums = {f"limit_{n}": Sum("failures_since_start", filter=of) for n, of in enumerate(limits)}
    counts = _recent(request).aggregate(**sums)
    return [(of, most - (counts[f"limit_{n}"] or 0)) for n, (of, most) in enumerate(limits.items())]


def locked_until(request: HttpRequest, credentials: dict[str, Any] | None) -> datetime | None:
    """When the last of the limits that are reached ends; None where none is."""
    ends = [
        _recent(request).filter(of).aggregate(last=Max("attempt_time"))["last"] + settings.AXES_COOLOFF_TIME
        for of in reached_limits(request, credentials)
    ]
    return max(ends, default=None)


def remember_network(request: HttpRequest, user: User) -> None:
    """From here the person may log in, whatever strangers do elsewhere."""
    AccessLog.objects.create(username=user.get_username(), ip_address=network_key(request))


def forget_attempts(now: datetime | None = None) -> int:
    """Delete attempts that lock nobody any more, and networks that are no longer known."""
    now = now or timezone.now()
    attempts = AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME)
    networks = AccessLog.objects.filter(attempt_time__lt=now - _known_for())
    gone: int = attempts.delete()[0] + networks.delete()[0]
    return gone


def _recent(request: HttpRequest) -> QuerySet[Any]:
    attempts: QuerySet[Any] = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
    return attempts


def _known_for() -> timedelta:
    """How long a network is known after somebody logged in from it."""
    return timedelta(days=settings.KNOWN_NETWORK_DAYS)


def _is_known(name: str | None, key: str) -> bool:
    since = timezone.now() - _known_for()
    return bool(AccessLog.objects.filter(username=name, ip_address=key, attempt_time__gte=since).exists())


def _without_what_was_sent(request: Any) -> Any:
    """A form holds passwords and more that nobody needs later; without the browser, a network has one row."""
    told = copy.copy(request)
    told.GET = told.POST = QueryDict()
    told.axes_user_agent = told.axes_http_accept = ""
    return told


def _lock_began(request: HttpRequest, credentials: dict[str, Any]) -> None:
    user = User.objects.filter(username=get_client_username(request, credentials), is_active=True).first()
    # What was typed may be a password in the wrong field, so only a name that exists is written down.
    logger.warning(
        "Too many wrong passwords, or refused passkeys: %s is locked for an hour, for network %s.",
        f"the login {user.get_username()}" if user else "a name without a login",
        network_key(request),
    )
    if user:
        unlocking.write_to(user)
