"""Undoes a moderator's decision, unless a later decision or change stands in the way."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.drafts.locking import lock_article_row
from comments.models import Action, Comment, Decision, Photo, Report
from comments.moderation.counting import recount
from comments.moderation.overtaking import name_of
from comments.spam import bayes

ON_STATUS = frozenset({Action.APPROVE, Action.REJECT, Action.SPAM, Action.HIDE})
ON_PHOTO = frozenset({Action.BLUR, Action.UNBLUR, Action.REMOVE_PHOTO})
UNDOABLE = (ON_STATUS | ON_PHOTO) - {Action.HIDE, Action.REMOVE_PHOTO}

NEVER = {
    Action.HIDE: "Reports have hidden it, which is not undone: approve the comment to show it again.",
    Action.REMOVE_PHOTO: "The photo and its files were deleted for good.",
    Action.DELETE: "The comment was deleted for good.",
    Action.REPLY: "A reply is taken back by rejecting or deleting it.",
    Action.UNDO: "An undone decision cannot be restored: decide again.",
}


class CannotUndo(Exception):
    """Nothing was changed; the message is for the moderator."""


@transaction.atomic
def undo(decision: Decision, *, by: User) -> Decision:
    """Give the comment back the state that it had before the decision. Returns the new line of the log.

    Raises CannotUndo where that is never possible, or where something was decided since.
    """
    article = lock_article_row(decision.article_id)
    # Read anew under the lock: somebody else may have undone it meanwhile.
    decision = Decision.objects.select_related("comment").get(pk=decision.pk)
    comment = decision.comment
    if comment is None or (reason := why_not(decision)):
        raise CannotUndo(NEVER[Action.DELETE] if comment is None else reason)
    if decision.action in ON_PHOTO:
        Photo.objects.filter(comment=comment).update(is_blurred=decision.action == Action.UNBLUR)
    else:
        _put_back(comment, decision)
        recount(article)
        transaction.on_commit(bayes.catch_up, robust=True)
    decision.undone_at = timezone.now()
    decision.save(update_fields=["undone_at"])
    undone = Decision.on(comment, Action.UNDO, by=by, before=decision.after, after=decision.before)
    undone.save()
    return undone


def why_not(decision: Decision) -> str:
    """Why the decision cannot be undone, for the moderator; empty where it can."""
    comment, action = decision.comment, Action(decision.action)
    if comment is None:
        return NEVER[Action.DELETE]
    if action in NEVER:
        return NEVER[action]
    if decision.undone_at:
        return "It was undone already."
    since = _same_kind(decision).filter(pk__gt=decision.pk).select_related("by").last()
    if since:
        what = since.get_action_display().lower()
        return f"{name_of(since.by)} decided on it since: “{what}”."
    if comment.status != decision.after and action in ON_STATUS:
        return f"Its writer changed it since; it is “{comment.get_status_display().lower()}” now."
    if action in ON_STATUS and decision.before == decision.after:
        return "The decision did not change the comment: it only settled its reports."
    return "" if _photo_is_as_left(comment, action) else "The photo was changed since."


def _same_kind(decision: Decision) -> QuerySet[Decision]:
    """Decisions on the same comment about the same thing that were not undone, oldest first."""
    kind = ON_STATUS if decision.action in ON_STATUS else ON_PHOTO
    same = Decision.objects.filter(comment_number=decision.comment_number, action__in=kind)
    return same.filter(undone_at__isnull=True).order_by("pk")


def _photo_is_as_left(comment: Comment, action: Action) -> bool:
    if action not in ON_PHOTO:
        return True
    return Photo.objects.filter(comment=comment, is_blurred=action == Action.BLUR).exists()


def _put_back(comment: Comment, decision: Decision) -> None:
    """Restore the status, the earlier decision, and the reports that this decision settled."""
    earlier = _same_kind(decision).filter(pk__lt=decision.pk).last()
    if earlier and earlier.after != decision.before:
        # The writer changed the comment in between, which put it on hold.
        earlier = None
    Comment.objects.filter(pk=comment.pk).update(
        status=decision.before,
        is_reported=earlier is not None and earlier.action == Action.HIDE,
        decided_at=earlier.at if earlier else None,
        decided_by=earlier.by_id if earlier else None,
    )
    Report.objects.filter(comment=comment, settled_at__gte=decision.at).update(settled_at=None)
