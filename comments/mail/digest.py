"""The letter that tells moderators how many comments wait, at most once an hour; it quotes no comment.

What a block put aside is not counted: nobody calls moderators with what they did not want to see.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from comments.mail.links import absolute
from comments.mail.moderators import addresses_for, queue_for_all
from comments.models import (
    HIDDEN_BY_REPORTS,
    KEPT_THOUGH_REPORTED,
    Action,
    Comment,
    DigestClock,
    LetterKind,
    QueuedMail,
    Status,
)

AT_MOST_EVERY = timedelta(hours=1)
# After a day moderators are reminded of what still waits, even when nothing new came.
REMIND_AFTER = timedelta(days=1)
CLOCK = 1
MOST_TITLES = 10


@transaction.atomic
def queue_if_due() -> int:
    """Queue a letter to each moderator, if it is time; returns how many. Only one process does so."""
    if not _is_due() or not addresses_for(LetterKind.DIGEST) or not _take_turn():
        return 0
    # Older digests that were not sent yet are replaced, so that nobody gets a day's digests at once.
    QueuedMail.objects.filter(kind=LetterKind.DIGEST).delete()
    context = _summary()
    DigestClock.objects.filter(pk=CLOCK).update(waiting=context["waiting"])
    return queue_for_all(LetterKind.DIGEST, "digest", subject=_subject(context), context=context)


def expect(number: int) -> None:
    """Take so many more comments that wait as known, so that they alone call for no letter."""
    DigestClock.objects.filter(pk=CLOCK).update(waiting=F("waiting") + number)


def _is_due() -> bool:
    clock, _ = DigestClock.objects.get_or_create(pk=CLOCK)
    last, now = clock.last_sent_at, timezone.now()
    held = Comment.objects.to_tell_of()
    if last is None or last <= now - REMIND_AFTER:
        return held.exists()
    if last > now - AT_MOST_EVERY:
        return False
    # A comment that was committed just after the last digest may be older than it; the count tells.
    return held.filter(_since(last)).exists() or held.count() > clock.waiting


def _since(moment: datetime) -> Q:
    """Comments that came in, were edited, or were hidden by reports after that moment."""
    return (
        Q(created_at__gt=moment)
        | Q(edited_at__gt=moment)
        | Q(decisions__action=Action.HIDE, decisions__at__gt=moment)
    )


def _take_turn() -> bool:
    """One statement locks and changes the row, so a second process finds that it is no longer due."""
    now = timezone.now()
    due = Q(last_sent_at__isnull=True) | Q(last_sent_at__lte=now - AT_MOST_EVERY)
    return DigestClock.objects.filter(due, pk=CLOCK).update(last_sent_at=now) == 1


def _summary() -> dict[str, Any]:
    held = Comment.objects.to_tell_of()
    by_article = (
        held.order_by()
        .values("article__title")
        .annotate(waiting=Count("pk"), urgent=Count("pk", filter=Q(is_urgent=True)))
        .order_by("-urgent", "-waiting", "article__title")
    )
    return held.aggregate(
        waiting=Count("pk"),
        urgent=Count("pk", filter=Q(is_urgent=True)),
        reported=Count("pk", filter=HIDDEN_BY_REPORTS),
        held_again=Count("pk", filter=Q(is_reported=True, status=Status.HELD) & KEPT_THOUGH_REPORTED),
        questioned=Count("pk", filter=Q(is_reported=True, status=Status.APPROVED)),
    ) | {
        "articles": list(by_article[:MOST_TITLES]),
        "more_articles": max(0, by_article.count() - MOST_TITLES),
        "queue_url": absolute(reverse("admin:comments_comment_changelist")),
    }


def _subject(summary: dict[str, Any]) -> str:
    waiting, urgent = summary["waiting"], summary["urgent"]
    subject = "1 comment waits" if waiting == 1 else f"{waiting} comments wait"
    return f"{subject}, {urgent} of them urgent" if urgent else subject
