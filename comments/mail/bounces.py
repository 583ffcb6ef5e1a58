"""Addresses that a mail server refused for good: no more letters go there until somebody knows better.

Three things take the mark away: the owner confirms the address in a letter that did arrive, which
the site offers again when the address is given 30 days later; a moderator tries it again; and for
an address that nobody confirmed, 30 days.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from comments.mail.recipients import hash_of
from comments.models import LetterKind, QueuedMail, Recipient

# A reply from 500 on is final (RFC 5321, 4.2.1).
PERMANENT = 500
# Final too, but about our own commands and our own login (RFC 5321, 4.2.2; RFC 4954, 6).
OURS = {500, 502, 503, 504, 530, 534, 535, 538, 555}
# A server may say more exactly whose fault it is (RFC 3463): 5.1 is the address, 5.2 the mailbox.
EXACT = re.compile(r"5\.(\d{1,3})\.(\d{1,3})\b")
OF_THE_ADDRESS = {"1", "2"}
# The sender's address, and a letter that is too long for the mailbox.
NOT_THEIRS = {("1", "7"), ("1", "8"), ("2", "3")}


def is_about_address(code: int, words: str) -> bool:
    """Whether the answer to RCPT or DATA says that this address takes no letters, now or later.

    A refusal of our login, our address or our network would otherwise silence every reader.
    """
    if code < PERMANENT or code in OURS:
        return False
    exact = EXACT.match(words)
    if exact is None:
        return True
    subject, detail = exact.groups()
    return subject in OF_THE_ADDRESS and (subject, detail) not in NOT_THEIRS


@transaction.atomic
def mark(address: str) -> None:
    """Remember that the address refused a letter, and delete the letters that wait for it.

    But not those about a login: its owner asked for them and waits.
    """
    Recipient.objects.update_or_create(address_hash=hash_of(address), defaults={"bounced_at": timezone.now()})
    QueuedMail.objects.filter(to=address).exclude(kind=LetterKind.LOGIN).delete()


def try_again(address: str) -> bool:
    """Take the mark away, for a moderator who knows more. Returns whether there was one."""
    marked = Recipient.objects.filter(address_hash=hash_of(address), bounced_at__isnull=False)
    return marked.update(bounced_at=None) > 0


def refused_at(address: str) -> datetime | None:
    """When the address last refused a letter; None where letters arrive, as far as is known."""
    marked = Recipient.objects.filter(address_hash=hash_of(address)).values_list("bounced_at", flat=True)
    return marked.first() if address else None


def refusing_among(addresses: Iterable[str]) -> set[str]:
    by_hash = {hash_of(address): address for address in addresses}
    marked = Recipient.objects.filter(address_hash__in=by_hash, bounced_at__isnull=False)
    return {by_hash[found] for found in marked.values_list("address_hash", flat=True)}


def came_before_refusal(letter: QueuedMail) -> bool:
    """Whether the address refused another letter after this one was written."""
    if letter.kind == LetterKind.LOGIN:
        return False
    marked = Recipient.objects.filter(address_hash=hash_of(letter.to))
    return marked.filter(bounced_at__gt=letter.created_at).exists()
