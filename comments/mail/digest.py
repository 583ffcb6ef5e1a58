"""What moderators are told: how much waits for them, at most once an hour, and none of its words."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from comments.mail.letters import queue_for_moderator
from comments.mail.links import absolute
from comments.mail.recipients import mailable
from comments.models import Action, Comment, DigestClock, QueuedMail

AT_MOST_EVERY = timedelta(hours=1)
# What still waits is told of again after a day, even when nothing came since.
REMIND_AFTER = timedelta(days=1)
CLOCK = 1
MOST_TITLES = 10


@transaction.atomic
def queue_if_due() -> int:
    """Queue a letter to each moderator; how many. Of two processes that see it due, one writes them."""
    if not _is_due() or not (addresses := addresses_of_moderators()) or not _take_turn():
        return 0
    # A mail server that is down for a day is no reason for a day's digests at once.
    QueuedMail.objects.filter(comment__isnull=True).delete()
    context = _summary()
    DigestClock.objects.filter(pk=CLOCK).update(waiting=context["waiting"])
    for address in addresses:
        queue_for_moderator("digest", to=address, subject=_subject(context), context=context)
    return len(addresses)


def addresses_of_moderators() -> list[str]:
    """Of everybody who may decide and has an address in their login."""
    people = User.objects.with_perm(
        "comments.moderate_comment", backend="django.contrib.auth.backends.ModelBackend"
    )
    found = people.filter(is_staff=True).values_list("email", flat=True)
    return sorted({address for email in found if (address := mailable(email))})


def _is_due() -> bool:
    clock, _ = DigestClock.objects.get_or_create(pk=CLOCK)
    last, now = clock.last_sent_at, timezone.now()
    held = Comment.objects.held()
    if last is None or last <= now - REMIND_AFTER:
        return held.exists()
    if last > now - AT_MOST_EVERY:
        return False
    # What was about to be committed when the last one was written is older than it, and not in it.
    return held.filter(_since(last)).exists() or held.count() > clock.waiting


def _since(moment: datetime) -> Q:
    """Came in, was edited, or was hidden because of reports."""
    return (
        Q(created_at__gt=moment)
        | Q(edited_at__gt=moment)
        | Q(decisions__action=Action.HIDE, decisions__at__gt=moment)
    )


def _take_turn() -> bool:
    """One statement, in which the row is locked: whoever comes second finds that it is not due any more."""
    now = timezone.now()
    due = Q(last_sent_at__isnull=True) | Q(last_sent_at__lte=now - AT_MOST_EVERY)
    return DigestClock.objects.filter(due, pk=CLOCK).update(last_sent_at=now) == 1


def _summary() -> dict[str, Any]:
    held = Comment.objects.held()
    by_article = (
        held.order_by()
        .values("article__title")
        .annotate(waiting=Count("pk"), urgent=Count("pk", filter=Q(is_urgent=True)))
        .order_by("-urgent", "-waiting", "article__title")
    )
    return held.aggregate(
        waiting=Count("pk"),
        urgent=Count("pk", filter=Q(is_urgent=True)),
        reported=Count("pk", filter=Q(is_reported=True)),
    ) | {
        "articles": list(by_article[:MOST_TITLES]),
        "more_articles": max(0, by_article.count() - MOST_TITLES),
        "queue_url": absolute(reverse("admin:comments_comment_changelist")),
    }


def _subject(summary: dict[str, Any]) -> str:
    waiting, urgent = summary["waiting"], summary["urgent"]
    subject = "1 comment waits" if waiting == 1 else f"{waiting} comments wait"
    return f"{subject}, {urgent} of them urgent" if urgent else subject
