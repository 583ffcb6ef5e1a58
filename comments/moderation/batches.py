"""Decisions that are made together: in the log they are one batch, which is undone at once."""

from collections.abc import Iterable

from comments.models import Decision

# Instead of the number of a batch: the decisions begin one.
NEW = 0


def store(decisions: Iterable[Decision], batch: int | None = None) -> list[Decision]:
    """Write lines of the log, in `batch` if they were made together with others.

    A batch has the number of its first decision, which is known only when that is stored.
    """
    lines = list(decisions)
    for decision in lines:
        decision.batch = batch or None
    stored = Decision.objects.bulk_create(lines)
    if stored and batch == NEW:
        number = stored[0].pk
        for decision in stored:
            decision.batch = number
        Decision.objects.filter(pk__in=[decision.pk for decision in stored]).update(batch=number)
    return stored
