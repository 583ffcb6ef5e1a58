"""Decisions on comments: approve, reject, mark as spam, hold again, or hide after reports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from articles.drafts.locking import TEXTS
from articles.models import Article
from comments import mail
from comments.models import KEPT_THOUGH_REPORTED, Action, Comment, Decision, Report, Status
from comments.moderation.batches import Batch, store
from comments.moderation.counting import lock_articles_of, recount
from comments.moderation.overtaking import DONE, overtaken_by
from comments.spam import bayes

STATUS_AFTER = {
    Action.APPROVE: Status.APPROVED,
    Action.REJECT: Status.REJECTED,
    Action.SPAM: Status.SPAM,
    Action.HIDE: Status.HELD,
    Action.HOLD: Status.HELD,
}
# They decide nothing for good, so reports stay open until a moderator does.
ON_HOLD = frozenset({Action.HIDE, Action.HOLD})


@dataclass(frozen=True)
class DecisionOutcome:
    """The decisions made, and a sentence for each comment that had changed since the moderator saw it."""

    decisions: list[Decision] = field(default_factory=list)
    overtaken: list[str] = field(default_factory=list)


def approve(comments: Iterable[Comment], *, by: User) -> int:
    """Show comments to readers. Returns how many were decided on."""
    return len(decide(comments, Action.APPROVE, by=by).decisions)


def reject(comments: Iterable[Comment], *, by: User) -> int:
    """Keep comments from readers. Returns how many were decided on."""
    return len(decide(comments, Action.REJECT, by=by).decisions)


def mark_spam(comments: Iterable[Comment], *, by: User) -> int:
    """Keep comments from readers, and let the spam checks learn from them. Returns how many."""
    return len(decide(comments, Action.SPAM, by=by).decisions)


def hold(comments: Iterable[Comment], *, by: User) -> int:
    """Hold comments again that were decided on. Readers no longer see them. Returns how many."""
    return len(decide(comments, Action.HOLD, by=by).decisions)


def hide_reported(comment: Comment) -> bool:
    """Hold an approved comment that several readers reported, until a moderator decides.

    Reports never hide what a moderator approved, nor replies of staff: these stay, and the
    moderators' list shows them. Returns whether it was hidden.
    """
    if decide([comment], Action.HIDE, by=None).decisions:
        return True
    Comment.objects.approved().filter(KEPT_THOUGH_REPORTED, pk=comment.pk).update(is_reported=True)
    return False


def what_was_seen(comment: Comment) -> str:
    """A mark of the comment's state; it changes with every decision and every edit."""
    edited = comment.edited_at.isoformat() if comment.edited_at else ""
    return f"{comment.status} {edited}".strip()


@transaction.atomic
def decide(
    comments: Iterable[Comment],
    action: Action,
    *,
    by: User | None,
    seen: Mapping[int, str] | None = None,
    as_of: datetime | None = None,
    batch: Batch | None = None,
) -> DecisionOutcome:
    """Give comments the status that follows from `action`, where they have another.

    `seen` holds what_was_seen() of each comment on the moderator's page, by primary key; `as_of` is
    when a list was made of which the moderator saw only a page. A comment that has changed since is
    left alone. A comment that has the status already is decided on only if it has open reports.
    `batch` is as in batches.store().
    """
    # A comment that was deleted meanwhile is in `seen` only, and its moderator is told.
    wanted = {comment.pk for comment in comments} | set(seen or ())
    articles = lock_articles_of(wanted)
    # Read after the lock: what was read before it may be out of date.
    rows = Comment.objects.filter(pk__in=wanted).select_related("article")
    found = rows.defer("html", *(f"article__{text}" for text in TEXTS)).in_bulk()
    reported = _last_reports(found)
    overtaken = {pk for pk, state in (seen or {}).items() if _differs(found.get(pk), state)}
    if as_of:
        overtaken |= {pk for pk in wanted if _is_newer(found.get(pk), as_of)}
        overtaken |= _decided_after(as_of, wanted) | {pk for pk, at in reported.items() if at > as_of}
    to_decide = [
        comment
        for pk, comment in sorted(found.items())
        if pk not in overtaken and _changes(comment, action, is_reported=pk in reported)
    ]
    sentences = overtaken_by(overtaken, found, reported) if overtaken else []
    return DecisionOutcome(_carry_out(to_decide, action, by, articles, batch), sentences)


def _changes(comment: Comment, action: Action, *, is_reported: bool) -> bool:
    if action == Action.HIDE:
        # As KEPT_THOUGH_REPORTED says of rows.
        return comment.status == Status.APPROVED and not comment.is_vouched and not comment.badge
    if comment.status == Status.REMOVED:
        return False
    settles = is_reported and action not in ON_HOLD
    return settles or comment.status != STATUS_AFTER[action]


def _differs(comment: Comment | None, seen: str) -> bool:
    return comment is None or what_was_seen(comment) != seen


def _is_newer(comment: Comment | None, moment: datetime) -> bool:
    if comment is None:
        return True
    return any(at > moment for at in (comment.created_at, comment.edited_at, comment.decided_at) if at)


def _decided_after(moment: datetime, comments: Iterable[int]) -> set[int]:
    """Which comments have a newer line in the log. Undoing leaves no other trace of its time."""
    lines = Decision.objects.filter(comment_number__in=comments, at__gt=moment, action__in=DONE)
    return set(lines.order_by().values_list("comment_number", flat=True))


def _last_reports(comments: Iterable[int]) -> dict[int, datetime]:
    """When each comment that has open reports got the last of them, by its primary key."""
    waiting = Report.objects.open().filter(comment__in=comments).order_by()
    return dict(waiting.values_list("comment").annotate(last=Max("created_at")))


def _carry_out(
    comments: list[Comment], action: Action, by: User | None, articles: list[Article], batch: Batch | None
) -> list[Decision]:
    if not comments:
        return []
    status = STATUS_AFTER[action]
    newly_shown = [comment for comment in comments if Status.APPROVED == status != comment.status]
    lines = (Decision.on(comment, action, by=by, before=comment.status, after=status) for comment in comments)
    decisions = store(lines, batch)
    now = timezone.now()
    changes = {"status": status, "decided_at": now, "decided_by": by}
    if action != Action.HOLD:
        # On hold its reports wait with it, so it stays where moderators look for what was reported.
        changes["is_reported"] = action == Action.HIDE
    if by and action == Action.APPROVE:
        changes["is_vouched"] = True
    Comment.objects.filter(pk__in=[comment.pk for comment in comments]).update(**changes)
    if action not in ON_HOLD:
        # Later than the decisions, because undoing one reopens the reports settled after it.
        Report.objects.filter(comment__in=comments, settled_at__isnull=True).update(settled_at=now)
    touched = {comment.article_id for comment in comments}
    for article in articles:
        if article.pk in touched:
            recount(article)
    for comment in newly_shown:
        comment.status = status
        mail.on_approval(comment)
    # Robust: the decision stands even if the word counts fail; the next decision catches up.
    transaction.on_commit(bayes.catch_up, robust=True)
    return decisions
