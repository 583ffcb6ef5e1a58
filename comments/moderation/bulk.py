"""Decisions on any number of comments, and their undoing, a bounded number in each transaction.

Rows are taken in the order of their articles. So an article is recounted once, or a few times, and
nobody else waits long for its lock. What is done stays done if the time is over, or the database is
too busy for the rest: all of it is one batch, and the moderator is told how many are left.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any

from django.contrib.auth.models import User
from django.db import OperationalError
from django.db.models import QuerySet

from comments.models import Action, Comment, Decision
from comments.moderation.batches import Batch
from comments.moderation.deciding import DecisionOutcome, decide
from comments.moderation.photos import blur_photos
from comments.moderation.undoing import undo_some

# Each is a transaction of its own.
CHUNK = 100
# A moderator who presses once waits for no more; another press goes on.
MOST_AT_ONCE = 10_000
# After so many seconds no other step begins, or a proxy would give up waiting for the answer.
MOST_SECONDS = 25.0
# Nobody reads more sentences; the log has the rest.
MOST_SAID = 10


@dataclass
class BulkOutcome:
    """What came of a bulk.

    - `lines`: how many lines it has in the log, `first` the first of them.
    - `batch`: its number, if there may be several.
    - `said`: sentences on what was left alone, MOST_SAID at most; `left` counts all of that.
    - `unfinished`: how many were not reached in time, or because the database was too busy.
    """

    lines: int = 0
    first: Decision | None = None
    batch: int | None = None
    said: list[str] = field(default_factory=list)
    left: int = 0
    unfinished: int = 0

    def add(self, lines: Sequence[Decision], left: Sequence[str]) -> None:
        if lines and self.first is None:
            self.first, self.batch = lines[0], lines[0].batch
        self.lines += len(lines)
        self.left += len(left)
        self.said = [*self.said, *left][:MOST_SAID]


# Works on the rows with these primary keys, as part of the batch; returns lines and sentences.
Step = Callable[[Sequence[int], Batch | None], tuple[Sequence[Decision], Sequence[str]]]


def decide_on_many(
    comments: Iterable[int],
    action: Action,
    *,
    by: User,
    seen: Mapping[int, str] | None = None,
    as_of: datetime | None = None,
) -> BulkOutcome:
    """As decide(), or blur() for Action.BLUR, for the comments with these primary keys."""
    found = in_order(Comment.objects.filter(pk__in=comments))
    # Then those that are no rows any more, of which the moderator is told.
    wanted = [*found, *sorted(set(seen or {}) - set(found))]
    if action == Action.BLUR:
        return _in_chunks(wanted, partial(_blur_some, by=by))
    return _in_chunks(wanted, partial(_decide_some, action=action, by=by, seen=seen or {}, as_of=as_of))


def undo_batch(number: int, *, by: User) -> BulkOutcome:
    """Undo all decisions of a batch that can be undone."""
    stand = Decision.objects.in_batch(number).filter(undone_at__isnull=True)
    return _in_chunks(in_order(stand), partial(_undo_some, by=by))


def in_order(rows: QuerySet[Any], most: int = MOST_AT_ONCE) -> list[int]:
    """The primary keys of the first of them, of one article after the other."""
    return list(rows.order_by("article_id", "pk").values_list("pk", flat=True)[:most])


def _in_chunks(pks: Sequence[int], step: Step) -> BulkOutcome:
    outcome = BulkOutcome()
    # One alone is no batch.
    batch = Batch() if len(pks) > 1 else None
    done, began = 0, monotonic()
    try:
        while done < len(pks):
            if done and monotonic() - began >= MOST_SECONDS:
                break
            chunk = pks[done : done + CHUNK]
            outcome.add(*step(chunk, batch))
            done += len(chunk)
    except OperationalError:
        if not done:
            raise
    outcome.unfinished = len(pks) - done
    return outcome


def _decide_some(
    pks: Sequence[int],
    batch: Batch | None,
    *,
    action: Action,
    by: User,
    seen: Mapping[int, str],
    as_of: datetime | None,
) -> tuple[Sequence[Decision], Sequence[str]]:
    theirs = {pk: seen[pk] for pk in pks if pk in seen}
    outcome: DecisionOutcome = decide(
        Comment.objects.filter(pk__in=pks).only("pk"), action, by=by, seen=theirs, as_of=as_of, batch=batch
    )
    return outcome.decisions, outcome.overtaken


def _blur_some(
    pks: Sequence[int], batch: Batch | None, *, by: User
) -> tuple[Sequence[Decision], Sequence[str]]:
    return blur_photos(pks, by=by, batch=batch), []


def _undo_some(
    pks: Sequence[int], batch: Batch | None, *, by: User
) -> tuple[Sequence[Decision], Sequence[str]]:
    outcome = undo_some(pks, by=by, batch=batch)
    numbers = dict(Decision.objects.filter(pk__in=outcome.reasons).values_list("pk", "comment_number"))
    return outcome.undone, [f"Comment {numbers[pk]}: {why}" for pk, why in outcome.reasons.items()]
