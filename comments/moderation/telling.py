"""What a moderator is told of a comment that another one has dealt with since they looked."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import User
from django.utils import timezone

from comments.models import Action, Comment, Decision, Status

DONE = {
    Action.APPROVE: "approved",
    Action.REJECT: "rejected",
    Action.SPAM: "marked as spam",
    Action.HIDE: "hidden after reports",
    Action.UNDO: "put back",
    Action.DELETE: "deleted",
}


def overtaken_by(numbers: Iterable[int], found: Mapping[int, Comment]) -> list[str]:
    """One sentence for each comment, with who decided what on it, and when."""
    numbers = sorted(numbers)
    decisions = Decision.objects.filter(comment_number__in=numbers, action__in=DONE).select_related("by")
    # The last one of each stays.
    last = {decision.comment_number: decision for decision in decisions.order_by("pk")}
    return [_sentence(found.get(number), number, last.get(number)) for number in numbers]


def _sentence(comment: Comment | None, number: int, decision: Decision | None) -> str:
    name = f"“{comment}”" if comment else f"Comment {number}"
    if comment is None and (decision is None or decision.action != Action.DELETE):
        return f"{name} is no longer there: its writer deleted it. Nothing was decided."
    if comment and comment.status == Status.REMOVED:
        return f"{name} was removed by its writer meanwhile. Nothing was decided."
    # An edit holds the comment again, whatever was decided before it.
    if comment and comment.edited_at and (decision is None or decision.at < comment.edited_at):
        return f"{name} was changed by its writer since you opened it. Read it again; nothing was decided."
    if decision is None:
        return f"{name} changed since you opened it. Look at it again; nothing was decided."
    at = f"{timezone.localtime(decision.at):%H:%M on %-d %B}"
    done = DONE[Action(decision.action)]
    return f"{name} had been {done} by {name_of(decision.by)} at {at} already. Nothing was changed."


def name_of(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else "the site"
