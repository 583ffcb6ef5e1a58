"""How many alerts an hour has room for, and the letter that tells how many more there were."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from comments.mail.links import absolute
from comments.mail.moderators import queue_for_all
from comments.models import AlertClock, AlertReason, LetterKind

HOUR = timedelta(hours=1)
IN_AN_HOUR = 6


def count(reason: AlertReason) -> int:
    """Which alert of its hour this one is, from 1 on; above IN_AN_HOUR, it is only counted.

    The row stays locked until the transaction ends, so this is the last thing that an event locks.
    """
    now = timezone.now()
    _make_clock(reason)
    # What an hour that is over left unsent is told first, or the new hour would forget it.
    queue_rest(reason)
    AlertClock.objects.filter(reason=reason, began_at__lte=now - HOUR).update(began_at=now, sent=0)
    room = AlertClock.objects.filter(reason=reason, sent__lt=IN_AN_HOUR)
    if not room.update(sent=F("sent") + 1):
        AlertClock.objects.filter(reason=reason).update(unsent=F("unsent") + 1)
        return IN_AN_HOUR + 1
    return AlertClock.objects.get(reason=reason).sent


def _make_clock(reason: AlertReason) -> None:
    if AlertClock.objects.filter(reason=reason).exists():
        return
    try:
        with transaction.atomic():
            AlertClock.objects.create(reason=reason, began_at=timezone.now())
    except IntegrityError:
        # Another process made it meanwhile.
        return


@transaction.atomic
def queue_rest(*reasons: AlertReason) -> int:
    """Tell how many alerts of an hour that is over were not sent; returns how many letters were queued."""
    return sum(_queue_rest_of(reason) for reason in reasons or AlertReason)


def _queue_rest_of(reason: AlertReason) -> int:
    now = timezone.now()
    over = AlertClock.objects.filter(reason=reason, unsent__gt=0, began_at__lte=now - HOUR)
    number = over.values_list("unsent", flat=True).first()
    # One statement takes the number, so that of two processes one tells it. The letter is the first of
    # the next hour.
    if number is None or not over.filter(unsent=number).update(unsent=0, sent=1, began_at=now):
        return 0
    return queue_for_all(
        LetterKind.ALERT,
        "alerts_rest",
        reason=reason,
        subject=f"{number} more: {AlertReason(reason).label}",
        context={
            "number": number,
            "why": AlertReason(reason).label,
            "most": IN_AN_HOUR,
            "queue_url": absolute(reverse("admin:comments_comment_changelist")),
        },
    )
