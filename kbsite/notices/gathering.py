"""Makes a letter of what a person is to hear, at most a few an hour; the rest is told in one.

The notices of a letter are marked as told in the transaction that puts it into the queue, so
nothing is told twice, and what no letter tells yet still waits.
"""

import logging
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from comments.mail.bounces import refusing_among
from comments.mail.letters import queue_for_moderator
from comments.mail.links import absolute
from comments.mail.recipients import mailable
from comments.models import LetterKind
from kbsite.notices.choosing import stop_url
from kbsite.notices.kinds import stands, words_of
from kbsite.notices.models import LetterHour, Notice, NoticeKind, NoticeOff
from kbsite.notices.people import may_see
from kbsite.notices.switch import is_on

logger = logging.getLogger(__name__)

HOUR = timedelta(hours=1)
IN_AN_HOUR = 6
# A letter lists so many and says how many more there are.
MOST_LISTED = 20
# Notices that are read for one letter, and people who are written to in one round.
MOST_READ = 200
MOST_PEOPLE = 200


def queue_due() -> int:
    """Queue what people are to hear by now; returns how many letters."""
    if not is_on():
        return 0
    waiting = Notice.objects.waiting().order_by("user").values_list("user", flat=True)
    return sum(_try_to_write_to(pk) for pk in waiting.distinct()[:MOST_PEOPLE])


def _try_to_write_to(user_pk: int) -> int:
    try:
        return _write_to(user_pk)
    except Exception:
        # Any error: what one person cannot be told keeps no letter from the others.
        logger.exception("The letter to login %s could not be written; it is tried again.", user_pk)
        return 0


@transaction.atomic
def _write_to(user_pk: int) -> int:
    hour = _begun_hour(user_pk, timezone.now())
    if hour is None or hour.sent >= IN_AN_HOUR:
        return 0
    person = User.objects.get(pk=user_pk)
    waiting = Notice.objects.waiting().filter(user=person)
    address = mailable(person.email)
    if not (address and person.is_active and person.is_staff):
        waiting.delete()
        return 0
    # The address may take letters again, so what waits goes on waiting.
    if refusing_among([address]):
        return 0
    told = _still_so(waiting, person)
    if told:
        _queue(person, address, told)
        hour.sent += 1
        hour.save(update_fields=["began_at", "sent"])
        Notice.objects.filter(pk__in=[notice.pk for notice in told]).update(told_at=timezone.now())
    return 1 if told else 0


def _begun_hour(user_pk: int, now: datetime) -> LetterHour | None:
    """The person's hour, locked; None while another process writes to them."""
    LetterHour.objects.get_or_create(user_id=user_pk, defaults={"began_at": now})
    hour = LetterHour.objects.select_for_update(skip_locked=True).filter(user_id=user_pk).first()
    if hour and hour.began_at <= now - HOUR:
        hour.began_at, hour.sent = now, 0
    return hour


def _still_so(waiting: QuerySet[Notice], person: User) -> list[Notice]:
    """Return what still is to be told, and delete what is over."""
    off = set(NoticeOff.objects.filter(user=person).values_list("kind", flat=True))
    told: list[Notice] = []
    over: list[Notice] = []
    for notice in _with_texts(waiting):
        is_wanted = notice.kind not in off and may_see(person, notice.text) and stands(notice, person)
        (told if is_wanted else over).append(notice)
    Notice.objects.filter(pk__in=[notice.pk for notice in over]).delete()
    return told


def _with_texts(waiting: QuerySet[Notice]) -> QuerySet[Notice]:
    texts = waiting.select_related("article__author", "check_of", "by").prefetch_related(
        # Whose words each text holds: nobody is asked to approve their own.
        "article__contributions__person",
        "article__readings",
    )
    return texts.defer("article__body", "article__parts").order_by("due_at", "pk")[:MOST_READ]


def _queue(person: User, address: str, told: list[Notice]) -> None:
    kinds = sorted({NoticeKind(notice.kind) for notice in told}, key=list(NoticeKind).index)
    said = [words_of(notice, person) for notice in told[:MOST_LISTED]]
    stop = stop_url(person.pk, kinds)
    is_one = len(told) == 1
    queue_for_moderator(
        "text" if is_one else "texts",
        to=address,
        subject=said[0].subject if is_one else f"{said[0].subject}, and {len(told) - 1} more",
        context={
            "said": said,
            "kinds": [kind.label for kind in kinds],
            "number": len(told),
            "more": len(told) - len(said),
            "desk_url": absolute(reverse("admin:index")),
            "stop_url": stop,
        },
        kind=LetterKind.TEXT,
        unsubscribe_url=stop,
    )
