"""How much one network may send, and all readers together.

What is sent is counted in fixed windows of time and in the transaction that stores it. So what is
refused is not counted, and the count is exact however many processes answer. A photo is counted
before it is decoded, because decoding is what costs.

Each network that holds the sender is counted (senders.py), all in one statement. Nobody can say
who is a person: the table says how many households a network may stand for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from comments.models import Tally
from comments.senders import NetworkLevel, Sender

EVERYBODY = "everybody"
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# The rows stay locked until the transaction ends. They are locked in the order of the lists.
COUNT = """
    INSERT INTO comments_tally (sender, span, starts_at, count)
    SELECT sender, make_interval(secs => seconds), starts_at, 1
    FROM unnest(%s::text[], %s::float8[], %s::timestamptz[])
        WITH ORDINALITY AS counted (sender, seconds, starts_at, place)
    ORDER BY place
    ON CONFLICT (sender, span, starts_at) DO UPDATE SET count = comments_tally.count + 1
    RETURNING sender, span, count
"""


@dataclass(frozen=True)
class Times:
    """How many times a household's number a network may send, in a minute and in a day."""

    minute: int
    day: int


@dataclass(frozen=True)
class Rule:
    """What is counted. The names are of settings: what a household may send, and all together.

    `purpose` keeps the hashes of one rule apart from those of another.
    """

    what: str
    purpose: str
    times: Mapping[NetworkLevel, Times]
    a_minute: str = ""
    a_day: str = ""
    of_all_a_minute: str = ""


# The table of all limits. A household never meets them: five people who each send five comments in
# an evening. A phone has a /64, a provider's customer a /56 or /48. Whoever rents a machine gets a /48
# too, so it counts as a few households. Hundreds of people can stand behind one IPv4 address (a
# school, a clinic, a carrier), and hundreds of households in one /24; still, they share a minute.
COMMENTS = Rule(
    what="comments",
    purpose="",
    times={
        NetworkLevel.HOME: Times(1, 1),
        NetworkLevel.SITE: Times(2, 2),
        NetworkLevel.ALLOCATION: Times(2, 4),
        NetworkLevel.ADDRESS: Times(2, 12),
        NetworkLevel.BLOCK: Times(4, 24),
    },
    a_minute="COMMENTS_A_MINUTE",
    a_day="COMMENTS_A_DAY",
    of_all_a_minute="COMMENTS_OF_ALL_A_MINUTE",
)
PHOTOS = Rule(
    what="photos",
    purpose="photos",
    times={
        NetworkLevel.HOME: Times(1, 1),
        NetworkLevel.SITE: Times(1, 2),
        NetworkLevel.ALLOCATION: Times(2, 3),
        NetworkLevel.ADDRESS: Times(2, 10),
        NetworkLevel.BLOCK: Times(3, 20),
    },
    a_minute="PHOTOS_A_MINUTE",
    a_day="PHOTOS_A_DAY",
)
REPORTS = Rule(
    what="reports",
    purpose="reports",
    times={
        NetworkLevel.HOME: Times(1, 1),
        NetworkLevel.SITE: Times(1, 2),
        NetworkLevel.ALLOCATION: Times(1, 3),
        NetworkLevel.ADDRESS: Times(1, 3),
        NetworkLevel.BLOCK: Times(1, 6),
    },
    a_day="REPORTS_A_DAY",
)
VOTES = Rule(
    what="votes",
    purpose="votes",
    times={
        NetworkLevel.HOME: Times(1, 1),
        NetworkLevel.SITE: Times(1, 2),
        NetworkLevel.ALLOCATION: Times(1, 4),
        NetworkLevel.ADDRESS: Times(1, 10),
        NetworkLevel.BLOCK: Times(1, 20),
    },
    a_day="VOTES_A_DAY",
)
# How often a network counts for one thing: in the votes for a comment within a day, and in the
# ratings of an article within 30 days.
FOR_ONE_THING = {
    NetworkLevel.HOME: 1,
    NetworkLevel.SITE: 2,
    NetworkLevel.ALLOCATION: 4,
    NetworkLevel.ADDRESS: 1,
    NetworkLevel.BLOCK: 8,
}
# No network gets more of the places of all than one in so many.
SHARES = 4


@dataclass(frozen=True)
class Limit:
    """At most `most` of a sender in each `span`; `refusal` is what the reader is told."""

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


def limits_of(sender: Sender, rule: Rule = COMMENTS) -> Iterator[Limit]:
    """From the narrowest network to all readers, which is also the order in which they are locked.

    It is always the same, so that no two requests block each other.
    """
    for level, hashed in _hashes(sender, rule).items():
        for span, name, times in (
            (MINUTE, rule.a_minute, rule.times[level].minute),
            (DAY, rule.a_day, rule.times[level].day),
        ):
            if name:
                most = max(1, getattr(settings, name) * times)
                if rule.of_all_a_minute and span == MINUTE:
                    most = min(most, share_of(getattr(settings, rule.of_all_a_minute)))
                yield Limit(hashed, span, most, _refusal(rule, level, span, most))
    if rule.of_all_a_minute:
        yield Limit(
            EVERYBODY,
            MINUTE,
            getattr(settings, rule.of_all_a_minute),
            f"Very many {rule.what} are coming in just now. Your words are still here: "
            "wait a minute, then send them again.",
        )


def limits_of_one_thing(sender: Sender, thing: str) -> Iterator[Limit]:
    """How often the sender's networks count for `thing` in a day. Nobody is refused: it is not counted."""
    for level, hashed in sender.hashes_for(f"{thing}:{timezone.now().date().isoformat()}").items():
        yield Limit(hashed, DAY, FOR_ONE_THING[level], "It was counted today.")


def share_of(places: int) -> int:
    """How many of the places of all readers one network may take."""
    return max(1, places // SHARES)


def _hashes(sender: Sender, rule: Rule) -> dict[NetworkLevel, str]:
    """Hashes that change daily; those of comments are older than the other rules and have no purpose."""
    if not rule.purpose:
        return sender.address_hashes
    return sender.hashes_for(f"{rule.purpose}:{timezone.now().date().isoformat()}")


def _refusal(rule: Rule, level: NetworkLevel, span: timedelta, most: int) -> str:
    where = (
        "connection"
        if level in {NetworkLevel.HOME, NetworkLevel.ADDRESS}
        else "network, which others use too"
    )
    each, then = (
        ("a minute", "wait a minute, then send them again.")
        if span == MINUTE
        else ("a day", "keep a copy, and send them tomorrow.")
    )
    return f"We take {most} {rule.what} {each} from one {where}. Your words are still here: {then}"


def look(sender: Sender, rule: Rule = COMMENTS) -> None:
    """Raises LimitReached early, before any work is done; `count` decides. One query."""
    now, limits, windows = timezone.now(), list(limits_of(sender, rule)), Q()
    for limit in limits:
        windows |= Q(sender=limit.sender, span=limit.span, starts_at=limit.window(now))
    counted = Tally.objects.filter(windows).values_list("sender", "span", "count")
    _refuse(limits, {(hashed, span): number + 1 for hashed, span, number in counted}, now)


def count(sender: Sender, rule: Rule = COMMENTS) -> None:
    """Called inside the transaction of what is counted. Raises LimitReached, which must roll it back."""
    count_in(limits_of(sender, rule))


def count_in(limits: Iterable[Limit]) -> None:
    """Count one in each of the limits, with one statement. As count()."""
    now, limits = timezone.now(), list(limits)
    rows = [(limit.sender, limit.span.total_seconds(), limit.window(now)) for limit in limits]
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [list(column) for column in zip(*rows, strict=True)])
        _refuse(limits, {(hashed, span): number for hashed, span, number in cursor.fetchall()}, now)


def _refuse(limits: list[Limit], counted: Mapping[tuple[str, timedelta], int], now: datetime) -> None:
    for limit in limits:
        if counted.get((limit.sender, limit.span), 0) > limit.most:
            raise LimitReached(limit, now)
