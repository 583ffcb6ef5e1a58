"""How a reader reports a comment, and when reports hide it."""

from django.db import transaction
from django.utils import timezone

from articles.drafts.locking import lock_article_row
from comments import limits, moderation
from comments.forgetting import RECOGNISED
from comments.models import Comment, Report
from comments.senders import Sender

# A comment that so many readers reported since a moderator last decided on it is hidden.
HIDES_AT = 3


@transaction.atomic
def report(comment: Comment, *, reason: str, detail: str, sender: Sender) -> bool:
    """Store a reader's report. Returns False if they have reported the comment before.

    Raises LimitReached.
    """
    # The lock that decisions hold too: of two reports at the same time, the second counts the first.
    lock_article_row(comment.article_id)
    sender_hash = sender.hash_for(f"report:{comment.pk}")
    now = timezone.now()
    # The daily command forget may not have erased the old marks yet; they must recognise nobody.
    marked = comment.reports.filter(sender_hash=sender_hash, created_at__lt=now - RECOGNISED)
    marked.update(sender_hash="")
    said = {"reason": reason, "detail": detail}
    _, is_new = Report.objects.get_or_create(comment=comment, sender_hash=sender_hash, defaults=said)
    if not is_new:
        return False
    limits.count(sender, limits.REPORTS)
    if comment.reports.filter(settled_at__isnull=True).count() >= HIDES_AT:
        moderation.hide_reported(comment)
    return True
