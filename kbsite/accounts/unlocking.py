"""Unlocks a login before its hour is over: by a letter to its address, or by the operator."""

import hashlib
import logging
import secrets
from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from comments import mail
from comments.mail import courier
from comments.mail.letters import queue_for_moderator
from comments.mail.links import absolute
from comments.mail.recipients import mailable
from kbsite.accounts.models import UnlockLetter

logger = logging.getLogger(__name__)

# Otherwise a stranger could fill somebody's mailbox.
ONE_LETTER_IN = timedelta(hours=1)
LINK_WORKS_FOR = timedelta(hours=24)


def write_to(user: User) -> None:
    """Send a link that unlocks the login; nothing where the site sends no mail or knows no address."""
    address = mailable(user.email)
    now = timezone.now()
    if not mail.is_on() or not address:
        return
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        UnlockLetter.objects.filter(user=user, sent_at__lt=now - ONE_LETTER_IN).delete()
        _letter, is_new = UnlockLetter.objects.get_or_create(
            user=user, defaults={"token_hash": _hash(token), "sent_at": now}
        )
        if not is_new:
            return
        queue_for_moderator(
            "unlock",
            to=address,
            subject="Your login was locked for an hour",
            context={"name": user.get_username(), "url": absolute(reverse("accounts:unlock", args=[token]))},
        )
        courier.call_on_commit()


def owner_of(token: str) -> User | None:
    """Whose login a link unlocks; None for a link that was used, is too old or was never sent."""
    since = timezone.now() - LINK_WORKS_FOR
    letter = UnlockLetter.objects.filter(token_hash=_hash(token), sent_at__gte=since)
    found = letter.select_related("user").first()
    return found.user if found and found.user.is_active else None


def unlock(user: User, *, by: str) -> None:
    """Forget all wrong passwords and refused passkeys of this name, and the letter."""
    with transaction.atomic():
        AccessAttempt.objects.filter(username=user.get_username()).delete()
        UnlockLetter.objects.filter(user=user).delete()
    logger.warning("The login %s was unlocked by %s.", user.get_username(), by)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
