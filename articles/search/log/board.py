"""The lists of questions that editors read: each takes one query, however large the table is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any

from django.db.models import Aggregate, F, Func, IntegerField, Q, QuerySet, Sum
from django.utils import timezone

from articles.models import SearchCount
from articles.search.log.counting import DAYS_KEPT

PERIODS = (7, 30, DAYS_KEPT)
USUAL_PERIOD = 30
ROWS_SHOWN = 25
# Least numbers for a question to be in a list. A question that was asked once may matter to a
# single reader. Editors should write about what several readers ask.
LEAST_UNFOUND = 2
LEAST_UNOPENED = 3
LEAST_BEFORE = 5
LEAST_FALL = 3


class Which(StrEnum):
    """The lists of the board. A value is the name of its list in an address."""

    NOTHING_FOUND = "nothing-found"
    NEVER_OPENED = "never-opened"
    FALLING = "falling"
    MOST_ASKED = "most-asked"


@dataclass(frozen=True)
class Asked:
    """A question with its counts.

    `results` is the number of pages that it found when it was last asked. `before` is how often
    it was asked in the span before, and is counted only for the list of falling questions.
    """

    words: str
    times: int
    results: int
    opened: int
    before: int = 0

    @property
    def share_opened(self) -> int:
        """Return the percentage of times that a result was opened.

        A reader who opens two results counts twice, so the percentage is capped at 100.
        """
        return min(100, round(100 * self.opened / self.times)) if self.times else 0


class OnLastDay(Aggregate):
    """An aggregate of two expressions: the second one's value in the row where the first is greatest."""

    template = "(max(ARRAY[%(expressions)s]))[2]"
    output_field = IntegerField()


NUMBER_OF_DAY = Func(F("day"), template="(%(expressions)s - DATE '2000-01-01')", output_field=IntegerField())


def most(which: Which, days: int, limit: int = ROWS_SHOWN) -> tuple[list[Asked], bool]:
    """Return the first `limit` questions of that list, and whether there are more."""
    names = ("words", "times", "results", "opened", *(["before"] if which is Which.FALLING else []))
    rows = [Asked(**row) for row in rows_of(which, days).values(*names)[: limit + 1]]
    return rows[:limit], len(rows) > limit


def rows_of(which: Which, days: int) -> QuerySet[SearchCount, Any]:
    """Return a row for each question of that list in the last `days` days, the greatest count first."""
    if which is Which.FALLING:
        return _falling(span_compared(days))
    asked = _summed(Q(day__gt=_ago(days)))
    if which is Which.NOTHING_FOUND:
        asked = asked.filter(results=0, times__gte=LEAST_UNFOUND)
    elif which is Which.NEVER_OPENED:
        asked = asked.filter(results__gt=0, opened=0, times__gte=LEAST_UNOPENED)
    return asked.order_by("-times", "words")


def count_up_to(cap: int, which: Which, days: int) -> int:
    """Return the length of the list, where `cap` + 1 stands for any length beyond `cap`."""
    return rows_of(which, days).order_by()[: cap + 1].count()


def span_compared(days: int) -> int:
    """Return the days that the list of falling questions compares with as many days before.

    That is half of the days kept at most, because both spans must still be in the table.
    """
    return min(days, DAYS_KEPT // 2)


def everything(days: int, limit: int) -> Iterator[tuple[Which, Asked]]:
    """Return the first `limit` questions of each list, together with their list."""
    for which in Which:
        yield from ((which, row) for row in islice(most(which, days, limit)[0], limit))


def drop(words: str) -> int:
    """Delete a question from all days, and return how often it was asked.

    Editors use this when the scrubbing has missed something personal.
    """
    rows = SearchCount.objects.filter(words=words)
    times: int = rows.aggregate(times=Sum("times"))["times"] or 0
    rows.delete()
    return times


def _falling(span: int) -> QuerySet[SearchCount, Any]:
    """Compare two spans that end yesterday: today is not over, so every question would seem to fall."""
    last, first = _ago(0), _ago(span)
    rows = _summed(Q(day__lt=last, day__gte=_ago(2 * span)), since=first)
    falls = rows.filter(Q(before__gte=LEAST_BEFORE) & Q(before__gte=F("times") + LEAST_FALL))
    return falls.order_by(F("times") - F("before"), "words")


def _summed(days: Q, since: date | None = None) -> QuerySet[SearchCount, Any]:
    """Return the counts of each question over these days.

    With `since`, the counts before that day go into `before`, and not into the others.
    """
    rows, now = SearchCount.objects.filter(days).values("words"), None
    if since:
        now = Q(day__gte=since)
        rows = rows.annotate(before=Sum("times", filter=~now, default=0))
    return rows.annotate(
        results=OnLastDay(NUMBER_OF_DAY, F("results")),
        opened=Sum("opened", filter=now, default=0),
        times=Sum("times", filter=now, default=0),
    )


def _ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
