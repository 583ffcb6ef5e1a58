"""Which kinds of letters a person gets, and the links in letters that turn them off."""

from collections.abc import Collection, Iterator

from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from comments.mail.links import SEPARATOR, absolute
from comments.models import LetterKind, QueuedMail
from kbsite.notices.kinds import kinds_for
from kbsite.notices.models import Notice, NoticeKind, NoticeOff

# Kinds have hyphens in them.
BETWEEN = "_"


def choices_of(person: User) -> Iterator[tuple[NoticeKind, bool]]:
    """Each kind of which the person may get letters, and whether they want it."""
    off = set(NoticeOff.objects.filter(user=person).values_list("kind", flat=True))
    return ((kind, kind not in off) for kind in kinds_for(person))


def wants_all(person: User, kinds: Collection[NoticeKind]) -> bool:
    return not NoticeOff.objects.filter(user=person, kind__in=kinds).exists()


@transaction.atomic
def choose(person: User, kind: NoticeKind, *, wanted: bool) -> None:
    """Turn letters of one kind on or off; what waits to be told of it is deleted."""
    if wanted:
        NoticeOff.objects.filter(user=person, kind=kind).delete()
        return
    NoticeOff.objects.get_or_create(user=person, kind=kind)
    Notice.objects.filter(user=person, kind=kind, told_at__isnull=True).delete()
    letters = QueuedMail.objects.filter(kind=LetterKind.TEXT)
    letters.filter(unsubscribe_url=stop_url(person.pk, [kind])).delete()


def stop_url(user_pk: int, kinds: Collection[NoticeKind]) -> str:
    """Where the person turns off these kinds, without a login."""
    token = _signer().sign(f"{user_pk}-{BETWEEN.join(sorted(kinds))}")
    return absolute(reverse("text_letters", args=[token]))


def read_stop(token: str) -> tuple[int, list[NoticeKind]] | None:
    """The login and the kinds that a link is for; None for a forged link. It works for ever."""
    try:
        user_pk, _, kinds = _signer().unsign(token).partition("-")
    except BadSignature:
        return None
    # A kind that the site no longer has is left out.
    known = [NoticeKind(kind) for kind in kinds.split(BETWEEN) if kind in NoticeKind.values]
    return int(user_pk), known


def _signer() -> Signer:
    return Signer(sep=SEPARATOR, salt="kbsite.notices.stop")
