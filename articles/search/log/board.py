"""What editors learn from what readers asked: one query for each list, whatever is in the table."""

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
# Asked once is one reader; a list of what to write is made of what several ask.
LEAST_UNFOUND = 2
LEAST_UNOPENED = 3
LEAST_BEFORE = 5
LEAST_FALL = 3


class Which(StrEnum):
    """The lists, by what an address calls them."""

    NOTHING_FOUND = "nothing-found"
    NEVER_OPENED = "never-opened"
    FALLING = "falling"
    MOST_ASKED = "most-asked"


@dataclass(frozen=True)
class Asked:
    """A question with its numbers: `results` of when it was last asked, `before` only of falling ones."""

    words: str
    times: int
    results: int
    opened: int
    before: int = 0

    @property
    def share_opened(self) -> int:
        """Of a hundred times that it was asked; whoever opens two results counts as one."""
        return min(100, round(100 * self.opened / self.times)) if self.times else 0


class OnLastDay(Aggregate):
    """The second value, of the row whose first one is greatest."""

    template = "(max(ARRAY[%(expressions)s]))[2]"
    output_field = IntegerField()


NUMBER_OF_DAY = Func(F("day"), template="(%(expressions)s - DATE '2000-01-01')", output_field=IntegerField())


def most(which: Which, days: int, limit: int = ROWS_SHOWN) -> tuple[list[Asked], bool]:
    """The first `limit` of that list, and whether there are more."""
    names = ("words", "times", "results", "opened", *(["before"] if which is Which.FALLING else []))
    rows = [Asked(**row) for row in rows_of(which, days).values(*names)[: limit + 1]]
    return rows[:limit], len(rows) > limit


def rows_of(which: Which, days: int) -> QuerySet[SearchCount, Any]:
    """One for each question, of the last `days` days, greatest first."""
    if which is Which.FALLING:
        return _falling(span_compared(days))
    asked = _summed(Q(day__gt=_ago(days)))
    if which is Which.NOTHING_FOUND:
        asked = asked.filter(results=0, times__gte=LEAST_UNFOUND)
    elif which is Which.NEVER_OPENED:
        asked = asked.filter(results__gt=0, opened=0, times__gte=LEAST_UNOPENED)
    return asked.order_by("-times", "words")


def count_up_to(cap: int, which: Which, days: int) -> int:
    """How long the list is; `cap` + 1 stands for any length beyond `cap`."""
    return rows_of(which, days).order_by()[: cap + 1].count()


def span_compared(days: int) -> int:
    """Falling compares as many days with as many before; of those no more are kept than twice that."""
    return min(days, DAYS_KEPT // 2)


def everything(days: int, limit: int) -> Iterator[tuple[Which, Asked]]:
    for which in Which:
        yield from ((which, row) for row in islice(most(which, days, limit)[0], limit))


def drop(words: str) -> int:
    """Delete a question of all days, where something personal slipped through; how often it was asked."""
    rows = SearchCount.objects.filter(words=words)
    times: int = rows.aggregate(times=Sum("times"))["times"] or 0
    rows.delete()
    return times


def _falling(span: int) -> QuerySet[SearchCount, Any]:
    """Without today, which is not over yet."""
    last, first = _ago(0), _ago(span)
    rows = _summed(Q(day__lt=last, day__gte=_ago(2 * span)), since=first)
    falls = rows.filter(Q(before__gte=LEAST_BEFORE) & Q(before__gte=F("times") + LEAST_FALL))
    return falls.order_by(F("times") - F("before"), "words")


def _summed(days: Q, since: date | None = None) -> QuerySet[SearchCount, Any]:
    """By questions; what was before `since` is added up by itself."""
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
