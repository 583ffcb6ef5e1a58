"""What the first page is made of, and who offers it: this app, and those that may not be imported here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Any

from django.db.models import QuerySet

from articles.admin.day.trends import Trend
from articles.images.stored import StoredImage
from articles.roles import Person


class Turn(IntEnum):
    """The order of what waits: first what cannot wait, then what others wait for, then one's own drafts.

    Comments come last: they have a page of their own, and any moderator reads them.
    """

    DANGER = auto()
    SENT_BACK = auto()
    TO_SIGN = auto()
    TO_REVIEW = auto()
    CORRECTIONS = auto()
    TO_PUBLISH = auto()
    STALE = auto()
    DRAFTS = auto()
    COMMENTS = auto()


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: its title, which leads to it, and the one thing to do.

    `minutes` is how long its text takes to read, and 0 where that says nothing.
    """

    kind: str
    title: str
    url: str
    facts: str
    verb: str
    picture: StoredImage | None = None
    icon: str = "article"
    is_alarm: bool = False
    minutes: int = 0


@dataclass(frozen=True)
class WaitingSource:
    """Rows that wait for somebody, in the order in which they should be read.

    - `name`: what they are called where they could not be loaded: "What waits for your review".
    - `rest`: what those are called that found no place, after their number: "to review".
    - `url`: the list that shows them all.
    - `load`: fetches rows by their keys, with all that `row` needs. Sources that share it ask once.
    - `row`: says what waits, of one that was loaded and the number of all.
    - `is_one`: one row stands for all of them.
    """

    turn: Turn
    name: str
    rest: str
    url: str
    rows: QuerySet
    load: Callable[[list[Any]], dict[Any, Any]]
    row: Callable[[Any, int], Waiting]
    is_one: bool = False


@dataclass(frozen=True)
class FigureSource:
    """A number about the site, with the list of what it counts.

    - `words`: what is counted, for one and for many.
    - `level`: "soon" or "alarm" where any number above nothing wants something done.
    - `well`: what is said in its place where there is none: "no reference is broken".
    - `doubt`: says why none means nothing, such as "Addresses were never checked"; then that is told
      instead of `well`. Empty where none means that all is well.
    """

    words: tuple[str, str]
    url: str
    count: Callable[[], int]
    level: str = ""
    well: str = ""
    doubt: Callable[[], str] = str


OfWaiting = Callable[[Person], Iterable[WaitingSource]]
OfFigures = Callable[[Person], Iterable[FigureSource]]
OfTrends = Callable[[Person], Iterable[Callable[[], Trend | None]]]

waiting: list[OfWaiting] = []
figures: list[OfFigures] = []
trends: list[OfTrends] = []


def offer_waiting(offered: OfWaiting) -> OfWaiting:
    """Add what waits, as a decorator of the function that finds it for a person."""
    waiting.append(offered)
    return offered


def offer_figures(offered: OfFigures) -> OfFigures:
    """Add figures, as a decorator."""
    figures.append(offered)
    return offered


def offer_trends(offered: OfTrends) -> OfTrends:
    """Add plots, as a decorator."""
    trends.append(offered)
    return offered
