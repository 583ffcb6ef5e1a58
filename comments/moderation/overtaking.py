"""Tells a moderator why a comment was not decided on: somebody else changed it meanwhile."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from comments.models import Action, Comment, Decision, Status
from comments.moderation.deciders import decider_of

DONE = {
    Action.APPROVE: "approved",
    Action.REJECT: "rejected",
    Action.SPAM: "marked as spam",
    Action.HIDE: "hidden after reports",
    Action.HOLD: "put back on hold",
    Action.UNDO: "put back",
    Action.DELETE: "deleted",
}


def overtaken_by(
    pks: Iterable[int], found: Mapping[int, Comment], reported: Mapping[int, datetime]
) -> list[str]:
    """A sentence for each comment: who decided what, and when.

    `found` holds those that still exist, `reported` when each got the last of its open reports.
    """
    pks = sorted(pks)
    decisions = Decision.objects.filter(comment_number__in=pks, action__in=DONE).select_related("by")
    # In this order, the last decision on a comment replaces the earlier ones.
    last = {decision.comment_number: decision for decision in decisions.order_by("pk")}
    return [_sentence(found.get(pk), pk, last.get(pk), reported.get(pk)) for pk in pks]


def _sentence(
    comment: Comment | None, pk: int, decision: Decision | None, reported_at: datetime | None
) -> str:
    if decision and decision.action == Action.DELETE:
        return f"Comment {pk} was already {_done(decision)}. Nothing was changed."
    if comment is None:
        return f"Comment {pk} was deleted by its writer. Nothing was decided."
    name = f"“{comment}”"
    if comment.status == Status.REMOVED:
        return f"{name} was removed by its writer meanwhile. Nothing was decided."
    # A change by the writer puts the comment on hold, so it is newer than any decision before it.
    if _is_last(comment.edited_at, decision):
        return f"{name} was changed by its writer after you opened it. Read it again: nothing was decided."
    if _is_last(reported_at, decision):
        return f"{name} was reported after you opened it. Look at it again: nothing was decided."
    if decision is None:
        return f"{name} changed after you opened it. Look at it again: nothing was decided."
    return f"{name} was already {_done(decision)}. Nothing was changed."


def _is_last(moment: datetime | None, decision: Decision | None) -> bool:
    return moment is not None and (decision is None or decision.at < moment)


def _done(decision: Decision) -> str:
    at = f"{timezone.localtime(decision.at):%H:%M on %-d %B}"
    return f"{DONE[Action(decision.action)]} by {decider_of(decision)} at {at}"
