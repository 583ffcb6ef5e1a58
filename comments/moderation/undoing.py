"""Undoes decisions, unless a later decision or change stands in the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.drafts.locking import TEXTS, lock_articles
from articles.models import Article
from comments.models import Action, Comment, Decision, Photo, Report
from comments.moderation.batches import Batch, store
from comments.moderation.counting import recount
from comments.moderation.deciders import decider_of
from comments.spam import bayes

ON_STATUS = frozenset({Action.APPROVE, Action.REJECT, Action.SPAM, Action.HIDE, Action.HOLD})
ON_PHOTO = frozenset({Action.BLUR, Action.UNBLUR, Action.REMOVE_PHOTO})
UNDOABLE = (ON_STATUS | ON_PHOTO) - {Action.HIDE, Action.REMOVE_PHOTO}

NEVER = {
    Action.HIDE: "Reports have hidden it, which is not undone: approve the comment to show it again.",
    Action.REMOVE_PHOTO: "The photo and its files were deleted for good.",
    Action.DELETE: "The comment was deleted for good.",
    Action.REPLY: "A reply is taken back by rejecting or deleting it.",
    Action.UNDO: "An undone decision cannot be restored: decide again.",
}
UNDONE = "It was undone already."

# What undoing restores in a comment.
STATE = ("status", "is_reported", "is_vouched", "decided_at", "decided_by")


class CannotUndo(Exception):
    """Nothing was changed; the message is for the moderator."""


@dataclass(frozen=True)
class UndoOutcome:
    """The new lines of the log, and why each of the other decisions stands, by its primary key."""

    undone: list[Decision] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)


def undo(decision: Decision, *, by: User) -> Decision:
    """Give the comment back the state that it had before the decision. Returns the new line of the log.

    Raises CannotUndo where that is never possible, or where something was decided since.
    """
    outcome = undo_some([decision.pk], by=by)
    if not outcome.undone:
        raise CannotUndo(outcome.reasons.get(decision.pk, NEVER[Action.DELETE]))
    return outcome.undone[0]


@transaction.atomic
def undo_some(decisions: Sequence[int], *, by: User, batch: Batch | None = None) -> UndoOutcome:
    """As undo(), for decisions on different comments; the others stand, and it says why.

    `batch` is as in batches.store(), for the new lines of the log.
    """
    asked = Decision.objects.filter(pk__in=decisions)
    articles = lock_articles(Article.objects.filter(pk__in=asked.values("article")).defer(*TEXTS))
    # Read after the lock: somebody else may have undone them meanwhile.
    unread = ("comment__html", "comment__text", "comment__findings", "comment__dangers")
    rows = list(asked.select_related("comment").defer(*unread).order_by("pk"))
    pasts = pasts_of(rows)
    reasons = {row.pk: _why_not(row, pasts[row.comment_number]) for row in rows}
    to_undo = [(row, row.comment) for row in rows if row.comment and not reasons[row.pk]]
    _put_back([(row, comment) for row, comment in to_undo if row.action in ON_STATUS], pasts, articles)
    for blurred in (True, False):
        wanted = Action.UNBLUR if blurred else Action.BLUR
        comments = [comment for row, comment in to_undo if row.action == wanted]
        Photo.objects.filter(comment__in=comments).update(is_blurred=blurred)
    Decision.objects.filter(pk__in=[row.pk for row, _ in to_undo]).update(undone_at=timezone.now())
    lines = (
        Decision.on(comment, Action.UNDO, by=by, before=row.after, after=row.before)
        for row, comment in to_undo
    )
    undone = store(lines, batch)
    return UndoOutcome(undone, {pk: reason for pk, reason in reasons.items() if reason})


# --- whether a decision can be undone


@dataclass
class Past:
    """What was decided on one comment and not undone, oldest first, and whether its photo is blurred.

    `is_blurred` is None where it has no photo.
    """

    decisions: list[Decision] = field(default_factory=list)
    is_blurred: bool | None = None

    def same_kind(self, decision: Decision) -> list[Decision]:
        """About the same thing: the status, or the photo."""
        kind = ON_STATUS if decision.action in ON_STATUS else ON_PHOTO
        return [other for other in self.decisions if other.action in kind]


def pasts_of(decisions: Iterable[Decision]) -> Mapping[int, Past]:
    """By the number of the comment. Two queries, however many decisions."""
    numbers = {decision.comment_number for decision in decisions}
    pasts: dict[int, Past] = defaultdict(Past)
    stand = Decision.objects.filter(comment_number__in=numbers, undone_at__isnull=True)
    people = ("by__username", "by__first_name", "by__last_name")
    shown = stand.select_related("by").only("comment_number", "action", "at", "after", *people)
    for other in shown.filter(action__in=ON_STATUS | ON_PHOTO).order_by("pk"):
        pasts[other.comment_number].decisions.append(other)
    for number, blurred in Photo.objects.filter(comment__in=numbers).values_list("comment", "is_blurred"):
        pasts[number].is_blurred = blurred
    return pasts


def why_not(decision: Decision) -> str:
    """Why the decision cannot be undone, for the moderator; empty where it can."""
    return why_each_not([decision])[decision.pk]


def why_each_not(decisions: Sequence[Decision]) -> dict[int, str]:
    """As why_not(), by the decision's primary key. The same two queries for one and for many."""
    pasts = pasts_of(decisions)
    return {decision.pk: _why_not(decision, pasts[decision.comment_number]) for decision in decisions}


def _why_not(decision: Decision, past: Past) -> str:
    comment, action = decision.comment, Action(decision.action)
    if comment is None:
        return NEVER[Action.DELETE]
    if action in NEVER:
        return NEVER[action]
    if decision.undone_at:
        return UNDONE
    if since := [other for other in past.same_kind(decision) if other.pk > decision.pk]:
        what = since[-1].get_action_display().lower()
        return f"{decider_of(since[-1])} decided on it since: “{what}”."
    if action in ON_PHOTO:
        return "" if past.is_blurred is (action == Action.BLUR) else "The photo was changed since."
    if comment.status != decision.after or _was_edited_since(comment, decision.at):
        return f"Its writer changed it since; it is “{comment.get_status_display().lower()}” now."
    if decision.before == decision.after:
        return "The decision did not change the comment: it only settled its reports."
    return ""


def _was_edited_since(comment: Comment, moment: datetime) -> bool:
    return comment.edited_at is not None and comment.edited_at > moment


def _put_back(
    decided: list[tuple[Decision, Comment]], pasts: Mapping[int, Past], articles: list[Article]
) -> None:
    """Restore the status, the earlier decision, and the reports that these decisions settled."""
    if not decided:
        return
    # Of what was decided together, most goes back to the same state.
    alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for decision, comment in decided:
        alike[_state_before(decision, comment, pasts[decision.comment_number])].append(comment.pk)
    for state, pks in alike.items():
        Comment.objects.filter(pk__in=pks).update(**dict(zip(STATE, state, strict=True)))
    settled = Report.objects.filter(
        comment__decisions__in=[decision.pk for decision, _ in decided],
        settled_at__gte=F("comment__decisions__at"),
    )
    Report.objects.filter(pk__in=settled.order_by().values("pk")).update(settled_at=None)
    touched = {decision.article_id for decision, _ in decided}
    for article in articles:
        if article.pk in touched:
            recount(article)
    transaction.on_commit(bayes.catch_up, robust=True)


def _state_before(decision: Decision, comment: Comment, past: Past) -> tuple[Any, ...]:
    """The values of STATE that the comment goes back to."""
    before = [other for other in past.same_kind(decision) if other.pk < decision.pk]
    earlier = before[-1] if before else None
    if earlier and earlier.after != decision.before:
        # The writer changed the comment in between, which put it on hold.
        earlier = None
    # Decisions of long ago did not note whether the comment was reported.
    hidden = earlier is not None and earlier.action == Action.HIDE
    return (
        decision.before,
        decision.was_reported or hidden,
        _is_vouched_before(decision, comment, before),
        earlier.at if earlier else None,
        earlier.by_id if earlier else None,
    )


def _is_vouched_before(decision: Decision, comment: Comment, before: Iterable[Decision]) -> bool:
    """Only approvals by moderators vouch for words, and only for those that they read."""
    if decision.action != Action.APPROVE:
        return comment.is_vouched
    approvals = [other for other in before if other.action == Action.APPROVE and other.by_id]
    return any(not _was_edited_since(comment, approval.at) for approval in approvals)
