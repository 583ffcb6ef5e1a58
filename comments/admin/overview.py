"""What lies above the moderators' list: links to its parts with their numbers, and groups of its rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from articles.admin.paginator import CAP, capped, count_up_to
from comments.models import Comment, Status
from comments.spam.checks import LIKELY_SPAM

# What is counted: a name, the filter of the rows, and what the address says for it.
COUNTED: tuple[tuple[str, Q, dict[str, str]], ...] = (
    ("To decide", Q(), {}),
    ("Danger", Q(is_urgent=True), {"urgent": "yes"}),
    ("Reported by several", Q(is_reported=True), {"reported": "several"}),
    ("Likely spam", Q(score__gte=LIKELY_SPAM), {"score": "high"}),
)
DECIDED = (Status.APPROVED, Status.REJECTED, Status.SPAM)


@dataclass(frozen=True)
class Chip:
    """A link to a part of the list; `figure` is empty where nothing is counted."""

    name: str
    url: str
    is_current: bool
    figure: str = ""
    is_alarm: bool = False


@dataclass(frozen=True)
class QueueGroup:
    """Rows of the list below one heading; without a heading the list has no groups."""

    heading: str
    rows: list[Any]
    is_alarm: bool = False


def chips(request: HttpRequest) -> list[Chip]:
    """One query for each number; an index answers it, and none counts beyond CAP."""
    counted = []
    for name, wanted, query in COUNTED:
        number = count_up_to(CAP, Comment.objects.to_decide().filter(wanted))
        alarm = name == "Danger" and number > 0
        counted.append(Chip(name, _url(query), _is_at(request, query), capped(number), alarm))
    decided = [
        Chip(str(status.label), _url(query), _is_at(request, query))
        for status in DECIDED
        for query in [{"status": status.value}]
    ]
    return [*counted, *decided]


def _url(query: dict[str, str]) -> str:
    path = reverse("admin:comments_comment_changelist")
    return f"{path}?{urlencode(query)}" if query else path


def _is_at(request: HttpRequest, query: dict[str, str]) -> bool:
    """Whether the list shows that part; its order and page make no difference."""
    return {name: request.GET[name] for name in request.GET if name not in {"order", "p"}} == query


def groups(comments: Iterable[Comment], rows: Iterable[Any]) -> Iterator[QueueGroup]:
    """What may mean danger, and the rest, as the order of what waits has them one after the other."""
    pairs = zip(comments, rows, strict=True)
    for urgent, group in groupby(pairs, key=lambda pair: pair[0].is_urgent):
        heading = "May mean danger now" if urgent else "Everything else"
        yield QueueGroup(heading, [row for _, row in group], urgent)
