"""Decisions that are made together: in the log they are one batch, which is undone at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from comments.models import Decision


@dataclass
class Batch:
    """Decisions that are made together, in one step or in several.

    `number` is that of the first of them, which is known only once that is stored.
    """

    number: int | None = None


def store(decisions: Iterable[Decision], batch: Batch | None = None) -> list[Decision]:
    """Write lines of the log, as part of `batch` if they were made together with others."""
    lines = list(decisions)
    if not lines or batch is None:
        return Decision.objects.bulk_create(lines)
    for decision in lines:
        decision.batch = batch.number
    stored = Decision.objects.bulk_create(lines)
    if batch.number is None:
        batch.number = stored[0].pk
        for decision in stored:
            decision.batch = batch.number
        Decision.objects.filter(pk__in=[decision.pk for decision in stored]).update(batch=batch.number)
    return stored
