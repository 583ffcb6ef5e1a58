"""Whom the site may write to.

A recipient is kept as a keyed hash of the address. So asking for no more letters is honoured,
and nobody is asked again and again, even after the last comment with the address is gone and
the site no longer knows it.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments.models import Comment, QueuedMail, Recipient

SALT = "comments.mail.recipients"
HASH_CHARACTERS = 32  # 128 bits, hexadecimal
# Somebody who does not confirm is asked once in this time, whoever writes their address, however often.
ASK_AGAIN_AFTER = timedelta(days=30)


def mailable(address: str) -> str:
    """The address in small letters, or nothing when no letter can safely go there."""
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    # Quoted names may hold spaces and control characters; no mailbox of a reader does.
    return address if all("!" <= character <= "~" for character in address) else ""


def hash_of(address: str) -> str:
    return salted_hmac(SALT, address.strip().lower(), algorithm="sha256").hexdigest()[:HASH_CHARACTERS]


def find(address: str) -> Recipient | None:
    return Recipient.objects.filter(address_hash=hash_of(address)).first()


def wants_letters(address: str) -> bool:
    wanting = Recipient.objects.filter(confirmed_at__isnull=False, stopped_at__isnull=True)
    return wanting.filter(address_hash=hash_of(address)).exists()


def may_ask(address: str) -> bool:
    """True once in 30 days for an address that neither confirmed nor stopped; notes that it was asked."""
    now = timezone.now()
    recipient, _ = Recipient.objects.get_or_create(address_hash=hash_of(address))
    unasked = Q(asked_at__isnull=True) | Q(asked_at__lt=now - ASK_AGAIN_AFTER)
    # One statement: of two comments that come in at once, one asks.
    waiting = Recipient.objects.filter(
        unasked, pk=recipient.pk, confirmed_at__isnull=True, stopped_at__isnull=True
    )
    return waiting.update(asked_at=now) == 1


def confirm(address_hash: str) -> bool:
    """They pressed the button behind a link that only their mailbox has. False when they are unknown by now.

    It also takes back an earlier wish for no more letters.
    """
    return (
        Recipient.objects.filter(address_hash=address_hash).update(
            confirmed_at=Coalesce("confirmed_at", timezone.now()), stopped_at=None
        )
        == 1
    )


def stop(address_hash: str) -> None:
    """No more letters, for good, and none of those that wait; also when their comments are gone by now."""
    now = timezone.now()
    recipient, _ = Recipient.objects.get_or_create(address_hash=address_hash)
    Recipient.objects.filter(pk=recipient.pk).update(stopped_at=Coalesce("stopped_at", now))
    waiting = QueuedMail.objects.filter(comment__isnull=False).values_list("pk", "to")
    theirs = [pk for pk, to in waiting.iterator() if hash_of(to) == address_hash]
    QueuedMail.objects.filter(pk__in=theirs).delete()


def forget_address(email: str) -> None:
    """After comments with it were deleted: unless others carry it, the site no longer knows it.

    What stays is a hash: for good with the wish for no more letters, else for the 30 days in
    which the address is not asked again. Otherwise somebody could have letters sent to a
    stranger by writing and deleting in turn.
    """
    address = email.strip().lower()
    if not address or Comment.objects.exclude(email="").filter(email=address).exists():
        return
    QueuedMail.objects.filter(to=address, comment__isnull=False).delete()
    known = Recipient.objects.filter(address_hash=hash_of(address), stopped_at__isnull=True)
    known.update(confirmed_at=None)
    forget_unconfirmed()


def forget_unconfirmed(now: datetime | None = None) -> int:
    """Delete who did not confirm in 30 days, for whom having no row means the same; how many they were."""
    before = (now or timezone.now()) - ASK_AGAIN_AFTER
    gone, _ = Recipient.objects.filter(
        Q(asked_at__isnull=True) | Q(asked_at__lt=before), confirmed_at__isnull=True, stopped_at__isnull=True
    ).delete()
    return gone
