"""Pages of a list that go on from where the last one ended, instead of counting rows.

An address stays good when something new is published before it, and the thousandth page costs what
the second does. Ours rather than django-cursor-pagination, which puts into the query whatever a
cursor says: a made-up date or an endless number is then an error 500, and the way back is missing.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
Mark = tuple[Any, int]

MOST_ROWS = 2**63 - 1
MOST_COUNTED = 2**31 - 1


def read_time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("A time without a zone may be any of two dozen.")
    return time


def _words(text: str) -> str:
    if "\0" in text:
        raise ValueError("Postgres takes no NUL.")
    return text


def read_count(text: str) -> int:
    """Raises ValueError for what Postgres cannot compare with a count."""
    number = int(text)
    if not 0 <= number <= MOST_COUNTED:
        raise ValueError("No count is below zero or beyond what its column holds.")
    return number


@dataclass(frozen=True)
class Order:
    """By one field that is never empty, and by number where two are equal."""

    field: str
    read: Callable[[str], Any]
    is_descending: bool = False
    back: str = "Previous"
    on: str = "Next"

    def sort(self, rows: QuerySet[Row], *, backwards: bool = False) -> QuerySet[Row]:
        sign = "-" if self.is_descending != backwards else ""
        return rows.order_by(f"{sign}{self.field}", f"{sign}pk")

    def beyond(
        self, rows: QuerySet[Row], mark: Mark, *, backwards: bool = False, inclusive: bool = False
    ) -> QuerySet[Row]:
        """What comes after the row that `mark` was made of, or before it, the nearest first."""
        side = "lt" if self.is_descending != backwards else "gt"
        value, number = mark
        own = f"{side}e" if inclusive else side
        further = Q(**{f"{self.field}__{side}": value}) | Q(**{f"pk__{own}": number})
        # The first condition repeats the others so that an index can start from it.
        return self.sort(rows.filter(Q(**{f"{self.field}__{side}e": value}), further), backwards=backwards)

    def place(self, row: Model) -> Mark:
        return attrgetter(self.field.replace("__", "."))(row), row.pk

    def cursor(self, row: Model) -> str:
        return self._write(self.place(row))

    def mark(self, cursor: str) -> Mark | None:
        """None for whatever is not exactly what `cursor` writes."""
        try:
            text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
            number, _, value = text.partition(":")
            mark = self.read(value), int(number)
        except ValueError:
            return None
        return mark if self._write(mark) == cursor and 0 < mark[1] <= MOST_ROWS else None

    def _write(self, mark: Mark) -> str:
        value, number = mark
        text = value.isoformat() if isinstance(value, datetime) else value
        return urlsafe_b64encode(f"{number}:{text}".encode()).decode().rstrip("=")


NEWEST_FIRST = Order("live_from", read_time, is_descending=True, back="Newer", on="Older")
LAST_SIGNED_FIRST = Order("sign_off__signed_at", read_time, is_descending=True, back="Newer", on="Older")
A_TO_Z = Order("index_key", _words)
BY_NAME = Order("name", _words)


@dataclass(frozen=True)
class KeysetPage(Generic[Row]):
    """`before` and `after` are cursors, empty where the list begins or ends."""

    rows: list[Row]
    order: Order
    before: str = ""
    after: str = ""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def is_whole(self) -> bool:
        return not self.before and not self.after


def page_of(rows: QuerySet[Row], order: Order, asked: Mapping[str, str], *, size: int) -> KeysetPage[Row]:
    """What `asked` names with `after` or `before`. Else, and for a broken cursor, the first page."""
    if (mark := order.mark(asked.get("before", ""))) is not None:
        found = list(order.beyond(rows, mark, backwards=True)[: size + 1])
        # Fewer are the beginning of the list, which is better shown as a full page.
        if len(found) > size:
            return _between(rows, order, found[size - 1 :: -1], more_before=True, more_after=None)
    if (mark := order.mark(asked.get("after", ""))) is not None:
        found = list(order.beyond(rows, mark)[: size + 1])
        if found:
            return _between(rows, order, found[:size], more_before=None, more_after=len(found) > size)
    found = list(order.sort(rows)[: size + 1])
    after = order.cursor(found[size - 1]) if len(found) > size else ""
    return KeysetPage(found[:size], order, after=after)


def page_from(rows: QuerySet[Row], order: Order, mark: Mark, *, size: int) -> KeysetPage[Row]:
    """The page that begins at the row that `mark` was made of; the first page if nothing follows."""
    found = list(order.beyond(rows, mark, inclusive=True)[: size + 1])
    if not found:
        return page_of(rows, order, {}, size=size)
    return _between(rows, order, found[:size], more_before=None, more_after=len(found) > size)


def _between(
    rows: QuerySet[Row], order: Order, shown: list[Row], *, more_before: bool | None, more_after: bool | None
) -> KeysetPage[Row]:
    """A page at whose one end it is known whether there is more; at the other the database is asked."""
    first, last = shown[0], shown[-1]
    if more_before is None:
        more_before = order.beyond(rows, order.place(first), backwards=True).exists()
    if more_after is None:
        more_after = order.beyond(rows, order.place(last)).exists()
    before = order.cursor(first) if more_before else ""
    return KeysetPage(shown, order, before, order.cursor(last) if more_after else "")
