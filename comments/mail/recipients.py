"""The people to whom the site may write.

A recipient is stored as a keyed hash of the address. With it the site keeps to a wish for no more
letters and does not ask anybody again and again, even after the last comment with the address is
deleted and the site no longer knows the address.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments.models import Comment, LetterKind, QueuedMail, Recipient

SALT = "comments.mail.recipients"
HASH_CHARACTERS = 32  # 128 bits, hexadecimal
# An address that is not confirmed is asked once in this time, however often somebody enters it.
ASK_AGAIN_AFTER = timedelta(days=30)


def mailable(address: str) -> str:
    """The address in small letters, or "" where no letter can safely be sent."""
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    # Quoted names may hold spaces and control characters, which no reader's mailbox has.
    return address if all("!" <= character <= "~" for character in address) else ""


def hash_of(address: str) -> str:
    return salted_hmac(SALT, address.strip().lower(), algorithm="sha256").hexdigest()[:HASH_CHARACTERS]


def find(address: str) -> Recipient | None:
    return Recipient.objects.filter(address_hash=hash_of(address)).first()


def wants_letters(address: str) -> bool:
    wanting = Recipient.objects.filter(
        confirmed_at__isnull=False, stopped_at__isnull=True, bounced_at__isnull=True
    )
    return wanting.filter(address_hash=hash_of(address)).exists()


def confirmed_among(addresses: Iterable[str]) -> set[str]:
    """Those whose owner confirmed them, whether they still want letters or not."""
    by_hash = {hash_of(address): address for address in addresses}
    known = Recipient.objects.filter(address_hash__in=by_hash, confirmed_at__isnull=False)
    return {by_hash[found] for found in known.values_list("address_hash", flat=True)}


def may_ask(address: str) -> bool:
    """True once in 30 days for an address that neither confirmed nor stopped; stores when it was asked.

    An address that refused a letter more than 30 days ago is asked anew, confirmed or not: its mailbox
    may be open again.
    """
    now = timezone.now()
    recipient, _ = Recipient.objects.get_or_create(address_hash=hash_of(address))
    long_ago = now - ASK_AGAIN_AFTER
    unasked = Q(asked_at__isnull=True) | Q(asked_at__lt=long_ago)
    unknown = Q(bounced_at__isnull=True, confirmed_at__isnull=True) | Q(bounced_at__lt=long_ago)
    # One statement, so that only one of two comments that come in at once asks.
    waiting = Recipient.objects.filter(unasked, unknown, pk=recipient.pk, stopped_at__isnull=True)
    return waiting.update(asked_at=now) == 1


def confirm(address_hash: str) -> bool:
    """Confirm an address, whose owner followed the link in our letter. False if it is no longer known.

    This also withdraws an earlier wish for no more letters. Whoever has the link got our letter, so
    letters arrive again.
    """
    return (
        Recipient.objects.filter(address_hash=address_hash).update(
            confirmed_at=Coalesce("confirmed_at", timezone.now()), stopped_at=None, bounced_at=None
        )
        == 1
    )


def stop(address_hash: str) -> None:
    """Write no more letters, delete those that wait, and remember it even without any comment."""
    now = timezone.now()
    recipient, _ = Recipient.objects.get_or_create(address_hash=address_hash)
    Recipient.objects.filter(pk=recipient.pk).update(stopped_at=Coalesce("stopped_at", now))
    waiting = QueuedMail.objects.filter(kind=LetterKind.READER).values_list("pk", "to")
    # The link holds no address but a hash, so each address that waits is hashed and compared.
    theirs = [pk for pk, to in waiting.iterator() if hash_of(to) == address_hash]
    QueuedMail.objects.filter(pk__in=theirs).delete()


def forget_address(email: str) -> None:
    """Forget an address after a comment with it was deleted, unless another comment has it.

    Its hash stays: for good with a wish for no more letters, else for the 30 days in which the
    address is not asked again. Otherwise somebody could have many letters sent to a stranger by
    writing and deleting comments in turn.
    """
    address = email.strip().lower()
    if not address or Comment.objects.exclude(email="").filter(email=address).exists():
        return
    QueuedMail.objects.filter(to=address, kind=LetterKind.READER).delete()
    known = Recipient.objects.filter(address_hash=hash_of(address), stopped_at__isnull=True)
    known.update(confirmed_at=None)
    forget_unconfirmed()


def forget_unconfirmed(now: datetime | None = None) -> int:
    """Delete recipients who did not confirm within 30 days; returns how many they were.

    That an address refused a letter is remembered for as long.
    """
    before = (now or timezone.now()) - ASK_AGAIN_AFTER
    gone, _ = Recipient.objects.filter(
        Q(asked_at__isnull=True) | Q(asked_at__lt=before),
        Q(bounced_at__isnull=True) | Q(bounced_at__lt=before),
        confirmed_at__isnull=True,
        stopped_at__isnull=True,
    ).delete()
    return gone
