"""Readers who say that a comment should not stand where it does."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from comments import moderation
from comments.addresses import Sender
from comments.forgetting import RECOGNISED
from comments.limits import DAY, Limit, count_one
from comments.models import Comment, Report

# So many readers of different connections, and no moderator has decided on it since: it goes out of sight.
HIDES_AT = 3
REPORTS_A_DAY = 10


@transaction.atomic
def report(comment: Comment, data: dict[str, Any], *, sender: Sender) -> bool:
    """Store what one reader says of it. Returns False if they have reported it before.

    Raises LimitReached.
    """
    # Locked as moderators lock: two reports at once see each other, and nobody waits in a circle.
    Article.objects.select_for_update().only("pk").get(pk=comment.article_id)
    sender_hash = sender.hash_for(f"report:{comment.pk}")
    now = timezone.now()
    # Marks that are too old recognise nobody, should they not have been erased yet.
    marked = comment.reports.filter(sender_hash=sender_hash, created_at__lt=now - RECOGNISED)
    marked.update(sender_hash="")
    _, is_new = Report.objects.get_or_create(comment=comment, sender_hash=sender_hash, defaults=data)
    if not is_new:
        return False
    count_one(_limit(sender))
    if comment.reports.filter(settled_at__isnull=True).count() >= HIDES_AT:
        moderation.hide_reported(comment)
    return True


def _limit(sender: Sender) -> Limit:
    """Not by the hash that counts comments: reports are counted apart from them."""
    return Limit(
        sender.hash_for(f"reports:{timezone.now().date().isoformat()}"),
        DAY,
        REPORTS_A_DAY,
        f"We take {REPORTS_A_DAY} reports a day from one connection. Please send this one tomorrow.",
    )
