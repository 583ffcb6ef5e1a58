"""Letters to moderators: who gets which, and how they are turned off, one by one or for all."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from articles.roles import logins_with
from comments.mail.bounces import refusing_among
from comments.mail.letters import queue_for_moderator
from comments.mail.links import choice_url
from comments.mail.recipients import mailable
from comments.models import LetterKind, LettersOff, QueuedMail

# The kinds that a moderator may turn off.
KINDS = (LetterKind.DIGEST, LetterKind.ALERT)


def moderators() -> QuerySet[User]:
    """The logins of all who may decide on comments."""
    return logins_with("comments.moderate_comment")


def addresses_for(kind: LetterKind) -> dict[str, int]:
    """The addresses to which letters of this kind go, each with the primary key of a login that has it."""
    if not settings.MODERATOR_LETTERS:
        return {}
    off = LettersOff.objects.filter(kind=kind).values("user")
    rows = moderators().exclude(pk__in=off).order_by("-pk").values_list("email", "pk")
    found = {address: pk for email, pk in rows if (address := mailable(email))}
    refusing = refusing_among(found)
    return {address: found[address] for address in sorted(found) if address not in refusing}


def queue_for_all(
    kind: LetterKind, template: str, *, subject: str, context: dict[str, Any], **fields: Any
) -> int:
    """Queue the letter to each moderator who wants this kind; returns how many."""
    to = addresses_for(kind)
    for address, user_pk in to.items():
        stop = choice_url(user_pk, kind)
        queue_for_moderator(
            template,
            to=address,
            subject=subject,
            context=context | {"stop_url": stop},
            kind=kind,
            unsubscribe_url=stop,
            **fields,
        )
    return len(to)


def kinds_of(user: User) -> Iterator[tuple[LetterKind, bool]]:
    """Each kind, and whether the person wants it."""
    off = set(LettersOff.objects.filter(user=user).values_list("kind", flat=True))
    return ((kind, kind not in off) for kind in KINDS)


@transaction.atomic
def choose(user: User, kind: LetterKind, *, wanted: bool) -> None:
    """Turn letters of one kind on or off; those that wait for the person are deleted."""
    if wanted:
        LettersOff.objects.filter(user=user, kind=kind).delete()
        return
    LettersOff.objects.get_or_create(user=user, kind=kind)
    QueuedMail.objects.filter(kind=kind, unsubscribe_url=choice_url(user.pk, kind)).delete()
