"""How many comments one reader may send, and all readers together.

Comments are counted in fixed windows of time and in the transaction that stores them. So a comment
that is refused is not counted, and the count is exact however many processes answer.
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

# The row of a sender and window stays locked until the comment is stored.
COUNT_ONE = """
    INSERT INTO comments_tally (sender, span, starts_at, count) VALUES (%s, make_interval(secs => %s), %s, 1)
    ON CONFLICT (sender, span, starts_at) DO UPDATE SET count = comments_tally.count + 1
    RETURNING count
"""


@dataclass(frozen=True)
class Limit:
    """At most `most` comments of a sender in each `span`; `refusal` is what the reader is told."""

    sender: str
    span: timedelta
    most: int
    refusal: str

    def window(self, now: datetime) -> datetime:
        """When the window that holds `now` began."""
        return now - (now - EPOCH) % self.span

    def seconds_left(self, now: datetime) -> int:
        return int((self.window(now) + self.span - now).total_seconds()) + 1


class LimitReached(Exception):
    """The message is for the reader; `retry_after` is in seconds."""

    def __init__(self, limit: Limit, now: datetime) -> None:
        super().__init__(limit.refusal)
        self.retry_after = limit.seconds_left(now)


def limits_of(address_hash: str) -> Iterator[Limit]:
    """Always in the same order, in which they are locked too, so that no two requests block each other."""
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
    """Raises LimitReached early, before any work is done; `count` decides."""
    now = timezone.now()
    for limit in limits_of(address_hash):
        reached = Tally.objects.filter(
            sender=limit.sender, span=limit.span, starts_at=limit.window(now), count__gte=limit.most
        )
        if reached.exists():
            raise LimitReached(limit, now)


def count(address_hash: str) -> None:
    """Called inside the transaction that stores the comment. Raises LimitReached, which must roll it back."""
    for limit in limits_of(address_hash):
        count_one(limit)


def count_one(limit: Limit) -> None:
    """Called inside the transaction of what is counted. Raises LimitReached, which must roll it back."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE, [limit.sender, limit.span.total_seconds(), limit.window(now)])
        [counted] = cursor.fetchone()
    if counted > limit.most:
        raise LimitReached(limit, now)
