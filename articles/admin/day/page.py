"""Puts the first page together. A part that fails says so in a line of its own, and the rest stands."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from articles.admin.day import offers, site, work
from articles.admin.day.first_steps import FirstStep, first_steps
from articles.admin.day.offers import FigureSource, Waiting, WaitingSource
from articles.admin.day.site import InVain
from articles.admin.day.spoken import counted, plural
from articles.admin.day.trends import Trend
from articles.admin.paginator import CAP, capped
from articles.roles import ADD_ARTICLE, Person, may

__all__ = ["DayPage", "day_of", "site", "work"]

logger = logging.getLogger(__name__)
T = TypeVar("T")

MOST_ROWS = 7
NO_KEYS: list[Any] = []


@dataclass(frozen=True)
class Rest:
    """Those of one kind that found no place in the list."""

    figure: str
    words: str
    url: str


@dataclass(frozen=True)
class DayFigure:
    figure: str
    words: str
    url: str
    level: str


@dataclass
class DayPage:
    """`failed` names the parts that could not be loaded; `total` is how much waits."""

    now: datetime
    may_write: bool
    rows: list[Waiting] = field(default_factory=list)
    rest: list[Rest] = field(default_factory=list)
    total: int = 0
    figures: list[DayFigure] = field(default_factory=list)
    well: str = ""
    doubts: list[str] = field(default_factory=list)
    trends: list[Trend] = field(default_factory=list)
    in_vain: InVain | None = None
    first_steps: list[FirstStep] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def lead(self) -> str:
        """How much waits, in a sentence."""
        if self.first_steps and not self.total:
            return "First, what a new site needs."
        if not self.total:
            return "Nothing waits for you." if not self.failed else "Not all could be loaded."
        number = capped(self.total) if self.total > CAP else counted(self.total)
        waits = f"{number} {plural(self.total, 'thing waits', 'things wait')} for you"
        if self.rows and self.rows[0].is_alarm:
            return f"{waits}; the first should be read now."
        minutes = sum(row.minutes for row in self.rows)
        if minutes and all(row.minutes for row in self.rows) and not self.rest:
            return f"{waits}, about {minutes} {plural(minutes, 'minute', 'minutes')} of reading."
        return f"{waits}."


def day_of(person: Person) -> DayPage:
    """Ask each source once, and load only what is shown: as many queries for ten rows as for ten thousand."""
    page = DayPage(timezone.localtime(), may_write=may(person, ADD_ARTICLE))
    page.first_steps = _safely(page, "What comes first on a new site", [], first_steps, person)
    _fill_rows(page, person)
    _fill_figures(page, person)
    for draw in _offered(page, "Some plots", offers.trends, person):
        if trend := _safely(page, "A plot", None, draw):
            page.trends.append(trend)
    page.in_vain = _safely(page, "What readers asked in vain", None, site.asked_in_vain, person)
    return page


def _fill_rows(page: DayPage, person: Person) -> None:
    asked = list(_ask(page, person))
    places = _places([1 if source.is_one else len(keys) for source, keys in asked])
    chosen = [(source, keys[:place]) for (source, keys), place in zip(asked, places, strict=True)]
    loaded = _load(page, chosen)
    for (source, keys), (_, shown) in zip(asked, chosen, strict=True):
        things = 1 if source.is_one else len(keys)
        page.total += things
        rows = [loaded[source.load][key] for key in shown if key in loaded[source.load]]
        page.rows += _safely(page, source.name, [], _shown, source, rows, len(keys))
        if left := things - len(shown):
            page.rest.append(Rest(capped(left), source.rest, source.url))


def _shown(source: WaitingSource, rows: list[Any], number: int) -> list[Waiting]:
    return [source.row(row, number) for row in rows]


def _ask(page: DayPage, person: Person) -> Iterator[tuple[WaitingSource, list[Any]]]:
    """Yield each source with the keys of its rows, up to CAP + 1, without those of an earlier source."""
    sources = _offered(page, "Some of what waits for you", offers.waiting, person)
    seen: set[tuple[Any, Any]] = set()
    for source in sorted(sources, key=lambda source: source.turn):
        keys = _safely(page, source.name, NO_KEYS, _keys, source.rows)
        fresh = [key for key in keys if (source.load, key) not in seen]
        seen |= {(source.load, key) for key in fresh}
        if fresh:
            yield source, fresh


def _keys(rows: Any) -> list[Any]:
    return list(rows.values_list("pk", flat=True)[: CAP + 1])


def _places(lengths: list[int]) -> list[int]:
    """Give each source one row, so that none hides another for ever, and fill up from the first."""
    places = [1 if number < MOST_ROWS else 0 for number in range(len(lengths))]
    for number, length in enumerate(lengths):
        places[number] += min(length - places[number], MOST_ROWS - sum(places))
    return places


def _load(page: DayPage, wanted: list[tuple[WaitingSource, list[Any]]]) -> dict[Any, dict[Any, Any]]:
    """Return the rows by their keys, by the function that loads them."""
    loaded: dict[Any, dict[Any, Any]] = {}
    for load in dict.fromkeys(source.load for source, _ in wanted):
        keys = [key for source, keys in wanted if source.load is load for key in keys]
        name = ", ".join(source.name for source, _ in wanted if source.load is load)
        loaded[load] = _safely(page, name, {}, load, keys)
    return loaded


def _fill_figures(page: DayPage, person: Person) -> None:
    well: list[str] = []
    for source in _offered(page, "Some figures", offers.figures, person):
        number = _safely(page, source.words[1].capitalize(), None, source.count)
        if number:
            page.figures.append(_figure(source, number))
        elif number == 0 and (doubt := _safely(page, source.words[1].capitalize(), "", source.doubt)):
            page.doubts.append(doubt)
        elif number == 0 and source.well:
            well.append(source.well)
    page.well = _sentence(well)


def _figure(source: FigureSource, number: int) -> DayFigure:
    return DayFigure(capped(number), plural(number, *source.words), source.url, source.level)


def _sentence(parts: Iterable[str]) -> str:
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _offered(
    page: DayPage, name: str, offering: Iterable[Callable[[Person], Iterable[T]]], person: Person
) -> list[T]:
    """Return all that is offered to the person; where one who offers fails, what they named before that."""
    found: list[T] = []
    for offered in offering:
        _safely(page, name, None, _take, found, offered, person)
    return found


def _take(found: list[T], offered: Callable[[Person], Iterable[T]], person: Person) -> None:
    found.extend(offered(person))


def _safely(page: DayPage, name: str, otherwise: T, work: Callable[..., T], *args: Any) -> T:
    """Do a part of the page. Whatever goes wrong with it is logged, and told in one line."""
    try:
        # An error of the database would otherwise end the transaction around it too.
        with transaction.atomic():
            return work(*args)
    except Exception:
        logger.exception("A part of the first page failed: %s", name)
        if name not in page.failed:
            page.failed.append(name)
        return otherwise
