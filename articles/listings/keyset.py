"""Keyset pagination: a page begins where the last one ended, without counting the rows before it.

An address still shows the same rows after something new was published, and the thousandth page is
as fast as the second. We do not use django-cursor-pagination, because it passes whatever a cursor
says to the query: an invented date or a huge number then causes an error 500. It also has no link to
the page before.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

ModelT = TypeVar("ModelT", bound=Model)
# A place in a list: the field's value in one row, and its pk, since several rows may have that value.
Mark = tuple[Any, int]

# The largest values that the columns of primary keys (bigint) and of counts (integer) hold.
GREATEST_PK = 2**63 - 1
GREATEST_COUNT = 2**31 - 1


def read_time(text: str) -> datetime:
    """Return the time in a cursor. Raises ValueError for anything else."""
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("A time needs a time zone.")
    return time


def _read_text(text: str) -> str:
    if "\0" in text:
        raise ValueError("Postgres accepts no NUL in a text.")
    return text


def read_count(text: str) -> int:
    """Return the count in a cursor. Raises ValueError for what Postgres cannot compare with a count."""
    number = int(text)
    if not 0 <= number <= GREATEST_COUNT:
        raise ValueError("A count is at least zero and fits into its column.")
    return number


@dataclass(frozen=True)
class Order:
    """An order by one field that is never NULL, and by pk where two values are equal.

    `read` turns the text in a cursor into a value of the field. `back` and `on` are the words of the
    links to the pages before and after.
    """

    field: str
    read: Callable[[str], Any]
    is_descending: bool = False
    back: str = "Previous"
    on: str = "Next"

    def sort(self, rows: QuerySet[ModelT], *, backwards: bool = False) -> QuerySet[ModelT]:
        sign = "-" if self.is_descending != backwards else ""
        return rows.order_by(f"{sign}{self.field}", f"{sign}pk")

    def beyond(
        self, rows: QuerySet[ModelT], mark: Mark, *, backwards: bool = False, inclusive: bool = False
    ) -> QuerySet[ModelT]:
        """Return the rows after the row that `mark` is of, or before it, the nearest first."""
        side = "lt" if self.is_descending != backwards else "gt"
        value, pk = mark
        own = f"{side}e" if inclusive else side
        further = Q(**{f"{self.field}__{side}": value}) | Q(**{f"pk__{own}": pk})
        # The first condition repeats the others so that an index can start from it.
        return self.sort(rows.filter(Q(**{f"{self.field}__{side}e": value}), further), backwards=backwards)

    def place(self, row: Model) -> Mark:
        return attrgetter(self.field.replace("__", "."))(row), row.pk

    def cursor(self, row: Model) -> str:
        return self._write(self.place(row))

    def mark(self, cursor: str) -> Mark | None:
        """Return the mark in a cursor, or None for a text that `cursor` does not write."""
        try:
            text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
            pk, _, value = text.partition(":")
            mark = self.read(value), int(pk)
        except ValueError:
            return None
        return mark if self._write(mark) == cursor and 0 < mark[1] <= GREATEST_PK else None

    def _write(self, mark: Mark) -> str:
        value, pk = mark
        text = value.isoformat() if isinstance(value, datetime) else value
        return urlsafe_b64encode(f"{pk}:{text}".encode()).decode().rstrip("=")


NEWEST_FIRST = Order("live_from", read_time, is_descending=True, back="Newer", on="Older")
LAST_SIGNED_FIRST = Order("sign_off__signed_at", read_time, is_descending=True, back="Newer", on="Older")
A_TO_Z = Order("index_key", _read_text)
BY_NAME = Order("name", _read_text)


@dataclass(frozen=True)
class KeysetPage(Generic[ModelT]):
    """One page of a list. `before` and `after` are cursors, which are empty where the list ends."""

    rows: list[ModelT]
    order: Order
    before: str = ""
    after: str = ""

    def __iter__(self) -> Iterator[ModelT]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def is_whole(self) -> bool:
        return not self.before and not self.after


def page_of(
    rows: QuerySet[ModelT], order: Order, asked: Mapping[str, str], *, size: int
) -> KeysetPage[ModelT]:
    """Return the page whose cursor `asked` holds as `before` or `after`.

    Without a cursor, and for a broken one, it returns the first page.
    """
    if (mark := order.mark(asked.get("before", ""))) is not None:
        found = list(order.beyond(rows, mark, backwards=True)[: size + 1])
        # Fewer rows are the beginning of the list. The first page shows them together with more.
        if len(found) > size:
            return _between(rows, order, found[size - 1 :: -1], more_before=True, more_after=None)
    if (mark := order.mark(asked.get("after", ""))) is not None:
        found = list(order.beyond(rows, mark)[: size + 1])
        if found:
            return _between(rows, order, found[:size], more_before=None, more_after=len(found) > size)
    found = list(order.sort(rows)[: size + 1])
    after = order.cursor(found[size - 1]) if len(found) > size else ""
    return KeysetPage(found[:size], order, after=after)


def page_from(rows: QuerySet[ModelT], order: Order, mark: Mark, *, size: int) -> KeysetPage[ModelT]:
    """Return the page that begins at the row that `mark` is of, or the first page if no row follows."""
    found = list(order.beyond(rows, mark, inclusive=True)[: size + 1])
    if not found:
        return page_of(rows, order, {}, size=size)
    return _between(rows, order, found[:size], more_before=None, more_after=len(found) > size)


def _between(
    rows: QuerySet[ModelT],
    order: Order,
    shown: list[ModelT],
    *,
    more_before: bool | None,
    more_after: bool | None,
) -> KeysetPage[ModelT]:
    """Return a page with its cursors.

    If it is not known whether there are more rows at one end (None), the database is asked.
    """
    first, last = shown[0], shown[-1]
    if more_before is None:
        more_before = order.beyond(rows, order.place(first), backwards=True).exists()
    if more_after is None:
        more_after = order.beyond(rows, order.place(last)).exists()
    before = order.cursor(first) if more_before else ""
    return KeysetPage(shown, order, before, order.cursor(last) if more_after else "")
