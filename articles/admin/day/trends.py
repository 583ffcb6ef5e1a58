"""Numbers by week, drawn as a small plot: the geometry of its SVG, and the table behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.core.cache import cache
from django.utils import timezone

# Whole weeks, up to last Sunday: a week that is not over would always seem to fall. As many as the
# counts of searches are kept.
WEEKS = 12
# Fewer weeks with a number show no trend.
FEWEST_WEEKS = 4
# Seconds. The sums read some thousand rows, and a week changes little within minutes.
SECONDS_KEPT = 600

# The size of the drawing, in its own units.
WIDTH, HEIGHT, MARGIN = 264, 56, 6


@dataclass(frozen=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True)
class Week:
    """The week that begins on `day`, a Monday; `value` is None where there is too little to say."""

    day: date
    value: float | None
    words: str


@dataclass(frozen=True)
class Trend:
    """`lowest` and `highest` bound the drawing; without `highest`, the greatest value does."""

    title: str
    column: str
    weeks: list[Week]
    lowest: float = 0
    highest: float | None = None

    width = WIDTH
    height = HEIGHT

    @cached_property
    def known(self) -> list[Week]:
        return [week for week in self.weeks if week.value is not None]

    @property
    def last(self) -> Week:
        return self.known[-1]

    @property
    def summary(self) -> str:
        """The whole drawing in a sentence: where it ends, and between what it moves."""
        low = min(self.known, key=lambda week: week.value or 0)
        high = max(self.known, key=lambda week: week.value or 0)
        ending = f"{self.last.words} in the week of {self.last.day:%-d %b %Y}"
        return f"{self.title}: {ending}. In {len(self.known)} weeks, from {low.words} to {high.words}."

    @cached_property
    def points(self) -> list[Point | None]:
        return [
            None if week.value is None else self._point(place, week.value)
            for place, week in enumerate(self.weeks)
        ]

    @property
    def dots(self) -> list[Point]:
        return [point for point in self.points if point]

    @property
    def lines(self) -> list[str]:
        """The lines of an SVG, one for each run of weeks without a gap: "6,50 29,12"."""
        runs: list[list[str]] = [[]]
        for point in self.points:
            if point is None:
                runs.append([])
            else:
                runs[-1].append(f"{point.x:g},{point.y:g}")
        return [" ".join(run) for run in runs if len(run) > 1]

    def _point(self, place: int, value: float) -> Point:
        top = self.highest if self.highest is not None else max(week.value or 0 for week in self.known)
        share = (value - self.lowest) / ((top - self.lowest) or 1)
        across = (WIDTH - 2 * MARGIN) / (len(self.weeks) - 1)
        return Point(
            round(MARGIN + place * across, 1), round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)
        )


def first_day() -> date:
    """Return the Monday on which the first of the weeks begins."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday()) - timedelta(weeks=WEEKS)


def weeks_of(
    values: Mapping[date, float], words: Callable[[float], str], *, zero: bool = False
) -> list[Week]:
    """Return each week with its value, in words; with `zero`, a week without one had nothing to count."""
    days = [first_day() + timedelta(weeks=number) for number in range(WEEKS)]
    found = [(day, values.get(day, 0.0 if zero else None)) for day in days]
    return [Week(day, value, "too few" if value is None else words(value)) for day, value in found]


def kept(key: str, values: Callable[[], dict[date, float]]) -> dict[date, float]:
    """Return the numbers by week, which are worked out at most every few minutes."""
    found: dict[date, float] | None = cache.get(f"trend-{key}")
    if found is None:
        found = values()
        cache.set(f"trend-{key}", found, SECONDS_KEPT)
    return found


def says_enough(values: Mapping[date, float]) -> bool:
    """Return whether there are numbers of enough weeks to be drawn."""
    return len([day for day, value in values.items() if value and day >= first_day()]) >= FEWEST_WEEKS
