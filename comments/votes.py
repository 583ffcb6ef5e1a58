"""Readers who found a comment helpful: each connection counts once a day, without a cookie.

Without accounts it cannot be more exact: somebody who changes their network can vote again, and a
household can vote once. A wide network, which one person may have to themselves, counts a few times.
"""

from django.db import transaction
from django.db.models import F

from comments import limits
from comments.models import Comment, HelpfulVote
from comments.senders import Sender
from comments.spam.checks.blocked import is_blocked

COUNTED = "Counted. One vote a day counts for each connection."
NOT_COUNTED = (
    "Somebody on your connection or network found this helpful today, and that is counted already. It "
    "counts once a day for each connection."
)
# Other people on the connection read it too, so it blames nobody.
BLOCKED = (
    "Just now nothing from your connection or network is counted, because of what somebody sent from there. "
    "That ends by itself."
)


def vote(comment: Comment, *, sender: Sender) -> str:
    """Count that the sender found it helpful. Returns what they are told: COUNTED, or why it was not."""
    if is_blocked(sender):
        return BLOCKED
    try:
        return COUNTED if _count(comment, sender) else NOT_COUNTED
    except limits.LimitReached:
        return NOT_COUNTED


@transaction.atomic
def _count(comment: Comment, sender: Sender) -> bool:
    # Locked, so that nobody deletes it meanwhile; one that was just deleted gets no vote.
    if not Comment.objects.approved().select_for_update(no_key=True).filter(pk=comment.pk).exists():
        return False
    _, is_new = HelpfulVote.objects.get_or_create(comment=comment, sender_hash=sender.address_hash)
    if is_new:
        of_comment = limits.limits_of_one_thing(sender, f"helpful:{comment.pk}")
        limits.count_in([*of_comment, *limits.limits_of(sender, limits.VOTES)])
        Comment.objects.filter(pk=comment.pk).update(helpful_count=F("helpful_count") + 1)
    return is_new
