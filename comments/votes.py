"""Readers who found a comment helpful: each connection counts once a day, without a cookie.

Without accounts it cannot be more exact: somebody who changes their network can vote again, and a
household can vote once.
"""

from django.db import transaction
from django.db.models import F

from comments.models import Comment, HelpfulVote
from comments.senders import Sender


@transaction.atomic
def vote(comment: Comment, *, sender: Sender) -> bool:
    """Count that the sender found it helpful. Returns False if that was counted today already."""
    # Locked, so that nobody deletes it meanwhile; one that was just deleted gets no vote.
    if not Comment.objects.approved().select_for_update(no_key=True).filter(pk=comment.pk).exists():
        return False
    _, is_new = HelpfulVote.objects.get_or_create(comment=comment, sender_hash=sender.address_hash)
    if is_new:
        Comment.objects.filter(pk=comment.pk).update(helpful_count=F("helpful_count") + 1)
    return is_new
