"""What lies above the moderators' list: links to its parts with their numbers, and groups of its rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from articles.admin.paginator import CAP, capped
from comments.models import Comment, Status
from comments.spam.checks import LIKELY_SPAM

URGENT = Q(is_urgent=True)
REPORTED = Q(is_reported=True)
LIKELY = Q(score__gte=LIKELY_SPAM)


@dataclass(frozen=True)
class Chip:
    """A link to a part of the list; `figure` is empty where nothing is counted."""

    name: str
    url: str
    is_current: bool
    figure: str = ""
    is_alarm: bool = False


@dataclass(frozen=True)
class Group:
    """Rows of the list below one heading; without a heading the list has no groups."""

    heading: str
    rows: list[Any]
    is_alarm: bool = False


def chips(request: HttpRequest) -> list[Chip]:
    """One query, which reads no more than CAP + 1 of what waits."""
    waiting = Comment.objects.to_decide().order_by()[: CAP + 1]
    numbers = waiting.aggregate(
        all=Count("pk"),
        urgent=Count("pk", filter=URGENT),
        reported=Count("pk", filter=REPORTED),
        likely=Count("pk", filter=LIKELY),
    )
    is_long = numbers["all"] > CAP

    def chip(name: str, count: str = "", **query: str) -> Chip:
        figure = _figure(numbers[count], is_long=is_long) if count else ""
        alarm = count == "urgent" and numbers[count] > 0
        return Chip(name, _url(query), _is_at(request, query), figure, alarm)

    return [
        chip("To decide", "all"),
        chip("Danger", "urgent", urgent="yes"),
        chip("Reported", "reported", reported="several"),
        chip("Likely spam", "likely", score="high"),
        *(chip(str(status.label), status=status.value) for status in DECIDED),
    ]


DECIDED = (Status.APPROVED, Status.REJECTED, Status.SPAM)


def _figure(number: int, *, is_long: bool) -> str:
    """Of a long list only the beginning was read, so more may wait."""
    return capped(number) if not is_long or number > CAP else f"{number:,}+"


def _url(query: dict[str, str]) -> str:
    path = reverse("admin:comments_comment_changelist")
    return f"{path}?{urlencode(query)}" if query else path


def _is_at(request: HttpRequest, query: dict[str, str]) -> bool:
    """Whether the list shows that part; its order and page make no difference."""
    return {name: request.GET[name] for name in request.GET if name not in {"order", "p"}} == query


def groups(comments: Iterable[Comment], rows: Iterable[Any]) -> Iterator[Group]:
    """What may mean danger, and the rest, as the order of what waits has them one after the other."""
    pairs = zip(comments, rows, strict=True)
    for urgent, group in groupby(pairs, key=lambda pair: pair[0].is_urgent):
        heading = "May mean danger now" if urgent else "Everything else"
        yield Group(heading, [row for _, row in group], urgent)
