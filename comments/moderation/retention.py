"""What is not shown is erased after a while: rejected comments and spam, and unconfirmed addresses.

The periods are settings, in days, and the page on privacy states them; 0 means for ever. Nothing
that readers see is erased, and no words that still wait for a moderator: whoever wrote them was
promised that somebody reads them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from comments import mail
from comments.models import Comment, EarlierText, Status
from comments.moderation.counting import lock_articles_of
from comments.moderation.removing import delete

# Each batch is a transaction of its own, so that nobody waits long for its locks.
BATCH = 100
ERASED = "A comment that was erased after its period"


def erase_comments(now: datetime | None = None) -> int:
    """Erase rejected comments and spam whose period is over, with what was given with them.

    The log of decisions keeps their numbers and no word of them. Returns how many there were.
    """
    periods = {Status.REJECTED: settings.KEEP_REJECTED_DAYS, Status.SPAM: settings.KEEP_SPAM_DAYS}
    return sum(_erase_due(status, _end(days, now)) for status, days in periods.items() if days > 0)


def erase_addresses(now: datetime | None = None) -> int:
    """Erase e-mail addresses whose owner was asked and did not confirm; their comments stay.

    The site would never write to them. Returns from how many comments. Without a mail server nobody
    can confirm, so nothing is erased.
    """
    if not mail.is_on() or settings.KEEP_UNCONFIRMED_DAYS <= 0:
        return 0
    old = Comment.objects.filter(created_at__lt=_end(settings.KEEP_UNCONFIRMED_DAYS, now)).exclude(email="")
    erased, last = 0, 0
    while batch := list(old.filter(pk__gt=last).order_by("pk").values_list("pk", "email")[:BATCH]):
        last = batch[-1][0]
        confirmed = mail.confirmed_among({email for _, email in batch})
        unconfirmed = [pk for pk, email in batch if email not in confirmed]
        erased += Comment.objects.filter(pk__in=unconfirmed).update(email="")
    return erased


def erase_earlier_texts(now: datetime | None = None) -> int:
    """Erase what comments said before they were changed, after the period of rejected comments.

    What a comment that is on hold said before stays for the moderator who decides on it. Returns
    how many there were.
    """
    if settings.KEEP_REJECTED_DAYS <= 0:
        return 0
    old = EarlierText.objects.filter(replaced_at__lt=_end(settings.KEEP_REJECTED_DAYS, now))
    return old.exclude(comment__status=Status.HELD).delete()[0]


def _end(days: int, now: datetime | None) -> datetime:
    return (now or timezone.now()) - timedelta(days=days)


def _erase_due(status: Status, before: datetime) -> int:
    at = Coalesce("decided_at", "created_at")
    due = Comment.objects.filter(status=status).alias(at=at).filter(at__lt=before).order_by("pk")
    erased = 0
    while batch := list(due.values_list("pk", flat=True)[:BATCH]):
        erased += _erase(due, batch)
    return erased


@transaction.atomic
def _erase(due: QuerySet[Comment], batch: Iterable[int]) -> int:
    # Read anew under the lock: a moderator may have undone the decision meanwhile.
    lock_articles_of(batch)
    comments = list(due.filter(pk__in=batch))
    # Entries of Django's log name a comment by its writer.
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Comment))
    entries.filter(object_id__in=[str(comment.pk) for comment in comments]).update(object_repr=ERASED)
    delete(comments, keep_lessons=True)
    return len(comments)
