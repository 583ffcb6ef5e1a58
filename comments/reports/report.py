"""How a reader reports a comment, and when reports hide it."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from articles.drafts.locking import lock_article_row
from comments import limits, mail, moderation
from comments.forgetting import RECOGNISED
from comments.models import Comment, Report, networks_of
from comments.senders import Sender
from comments.spam.checks.blocked import is_blocked

# A comment that was reported from so many networks since a moderator last decided on it is hidden,
# unless a moderator approved it. Neighbours in one network count as one, because somebody who has a
# /48 could be all of them.
HIDES_AT = 3


@transaction.atomic
def report(comment: Comment, *, reason: str, detail: str, sender: Sender) -> bool:
    """Store a reader's report. Returns False if they have reported the comment before.

    One from a blocked network is for moderators to read, and does not help to hide the comment.
    Raises LimitReached.
    """
    # The lock that decisions hold too: of two reports at the same time, the second counts the first.
    lock_article_row(comment.article_id)
    sender_hash = sender.hash_for(f"report:{comment.pk}")
    now = timezone.now()
    # The daily command forget may not have erased the old marks yet; they must recognise nobody.
    marked = comment.reports.filter(sender_hash=sender_hash, created_at__lt=now - RECOGNISED)
    marked.update(sender_hash="", network_hash="")
    said = {"reason": reason, "detail": detail, "is_blocked": is_blocked(sender)}
    said |= _network_of(comment, sender)
    stored, is_new = Report.objects.get_or_create(comment=comment, sender_hash=sender_hash, defaults=said)
    if not is_new:
        return False
    limits.count(sender, limits.REPORTS)
    waiting = list(comment.reports.open().filter(is_blocked=False).only("network"))
    is_first = len(waiting) == 1 and not stored.is_blocked
    if is_first and Comment.objects.approved().filter(pk=comment.pk).exists():
        mail.on_report(comment, stored)
    if networks_of(waiting) >= HIDES_AT:
        _bring_into_queue(comment)
    return True


def _bring_into_queue(comment: Comment) -> None:
    reported = Comment.objects.filter(pk=comment.pk, is_reported=True)
    was_reported = reported.exists()
    moderation.hide_reported(comment)
    if not was_reported and reported.exists():
        mail.on_several_reports(comment)


def _network_of(comment: Comment, sender: Sender) -> dict[str, Any]:
    """The hash of the sender's widest network, and the number that its earlier reports have."""
    *_, widest = sender.hashes_for(f"report:{comment.pk}").values()
    neighbour = comment.reports.filter(network_hash=widest).first()
    number = neighbour.network if neighbour else None
    if number is None:
        number = (comment.reports.aggregate(last=Max("network"))["last"] or 0) + 1
    return {"network_hash": widest, "network": number}
