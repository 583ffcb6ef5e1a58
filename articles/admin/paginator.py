"""Pages of long lists without counting them to the end."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

# An editor does the same with 1,001 rows as with 100,000.
CAP = 1000
# An editor may jump ahead so many pages. Counting all rows for the last page takes too long.
AHEAD = 10
# No list has more pages, but somebody may type any number into an address.
LAST_PAGE = 100_000


def count_up_to(cap: int, rows: QuerySet) -> int:
    """How many rows there are; `cap` + 1 means any number above `cap`."""
    return int(rows.order_by().values("pk")[: cap + 1].count())


def capped(number: int) -> str:
    """A count of `count_up_to(CAP, ...)`, for people."""
    return f"{CAP:,}+" if number > CAP else f"{number:,}"


class CappedPaginator(Paginator):
    """Counts to `CAP`, or to a few pages beyond page `number` if that is further.

    Without `number` the list ends at `CAP`.
    """

    object_list: QuerySet

    def __init__(self, *args: Any, number: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = 0 if number is None else min(number, LAST_PAGE) + AHEAD
        self.reach = max(CAP, last * self.per_page)

    @cached_property
    def counted(self) -> int:
        return count_up_to(self.reach, self.object_list)

    @property
    def is_capped(self) -> bool:
        return self.counted > self.reach

    @property
    def count(self) -> int:
        return min(self.counted, self.reach)

    @property
    def count_in_words(self) -> str:
        return f"More than {self.reach:,}" if self.is_capped else f"{self.counted:,}"
