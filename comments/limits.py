"""How many comments one reader may send, and all together.

Counted in fixed windows, in the same transaction as the comment: what is refused or fails
costs nobody anything, and however many processes answer, the count is exact.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from comments.models import Tally

EVERYBODY = "everybody"
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# One row for each sender and window; it stays locked until the comment is stored.
COUNT_ONE = """
    INSERT INTO comments_tally (sender, span, starts_at, count) VALUES (%s, make_interval(secs => %s), %s, 1)
    ON CONFLICT (sender, span, starts_at) DO UPDATE SET count = comments_tally.count + 1
    RETURNING count
"""


@dataclass(frozen=True)
class Limit:
    """So many comments of one sender in each span of time."""

    sender: str
    span: timedelta
    most: int
    refusal: str

    def window(self, now: datetime) -> datetime:
        """When the span began in which now lies."""
        return now - (now - EPOCH) % self.span

    def seconds_left(self, now: datetime) -> int:
        return int((self.window(now) + self.span - now).total_seconds()) + 1


class LimitReached(Exception):
    """The words are for the reader; `retry_after` is in seconds."""

    def __init__(self, limit: Limit, now: datetime) -> None:
        super().__init__(limit.refusal)
        self.retry_after = limit.seconds_left(now)


def limits_of(address_hash: str) -> Iterator[Limit]:
    """In the order in which they are counted: always the same, so that nobody waits in a circle."""
    a_minute, a_day, of_all = (
        settings.COMMENTS_A_MINUTE,
        settings.COMMENTS_A_DAY,
        settings.COMMENTS_OF_ALL_A_MINUTE,
    )
    yield Limit(
        address_hash,
        MINUTE,
        a_minute,
        f"We take {a_minute} comments a minute from one connection. Your words are still here: "
        "wait a minute, then send them again.",
    )
    yield Limit(
        address_hash,
        DAY,
        a_day,
        f"We take {a_day} comments a day from one connection. Your words are still here: "
        "keep a copy, and send them tomorrow.",
    )
    yield Limit(
        EVERYBODY,
        MINUTE,
        of_all,
        "Very many comments are coming in just now. Your words are still here: "
        "wait a minute, then send them again.",
    )


def look(address_hash: str) -> None:
    """Raises LimitReached before any work is done; only `count` decides."""
    now = timezone.now()
    for limit in limits_of(address_hash):
        reached = Tally.objects.filter(
            sender=limit.sender, span=limit.span, starts_at=limit.window(now), count__gte=limit.most
        )
        if reached.exists():
            raise LimitReached(limit, now)


def count(address_hash: str) -> None:
    """Inside the transaction that stores the comment. Raises LimitReached, which must undo it."""
    for limit in limits_of(address_hash):
        count_one(limit)


def count_one(limit: Limit) -> None:
    """Inside the transaction of what is counted. Raises LimitReached, which must undo it."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE, [limit.sender, limit.span.total_seconds(), limit.window(now)])
        [counted] = cursor.fetchone()
    if counted > limit.most:
        raise LimitReached(limit, now)
