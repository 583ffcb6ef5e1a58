"""What lies above the moderators' list: links to its parts with their numbers, and groups of its cards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from articles.admin.paginator import CAP, capped, count_up_to
from comments.admin.cards import QueueCard
from comments.models import Comment, Status
from comments.models.queue import WaitingGroup
from comments.spam.checks import LIKELY_SPAM

# What is counted: a name, the filter of the rows, and what the address says for it.
COUNTED: tuple[tuple[str, Q, dict[str, str]], ...] = (
    ("To decide", Q(), {}),
    ("Danger", Q(is_urgent=True), {"urgent": "yes"}),
    ("Reported by several", Q(is_reported=True), {"reported": "several"}),
    ("Likely spam", Q(score__gte=LIKELY_SPAM), {"score": "high"}),
)
# These are only named: nobody's work ends with them.
NAMED: tuple[tuple[str, dict[str, str]], ...] = (
    ("With a photo", {"photo": "yes"}),
    *((str(status.label), {"status": status.value}) for status in (Status.APPROVED, Status.REJECTED)),
    (str(Status.SPAM.label), {"status": Status.SPAM.value}),
)
# Of likely spam, without what may mean danger, which stands in a group of its own.
ALL_SPAM = {"score": "high", "urgent": "no"}


@dataclass(frozen=True)
class Chip:
    """A link to a part of the list; `figure` is empty where nothing is counted."""

    name: str
    url: str
    is_current: bool
    figure: str = ""
    is_alarm: bool = False


@dataclass(frozen=True)
class CardGroup:
    """Cards below one heading; without a heading the list has no groups."""

    heading: str
    cards: list[QueueCard]
    is_alarm: bool = False
    # Where all of likely spam is decided on at once.
    all_spam_url: str = ""


def chips(request: HttpRequest) -> list[Chip]:
    """One query for each number; an index answers it, and none counts beyond CAP."""
    counted = []
    for name, wanted, query in COUNTED:
        number = count_up_to(CAP, Comment.objects.to_decide().filter(wanted))
        alarm = name == "Danger" and number > 0
        counted.append(Chip(name, _url(query), _is_at(request, query), capped(number), alarm))
    named = [Chip(name, _url(query), _is_at(request, query)) for name, query in NAMED]
    if request.user.has_perm("comments.view_commentblock"):
        named.append(Chip("Blocks", reverse("admin:comments_commentblock_changelist"), is_current=False))
    return [*counted, *named]


def _url(query: dict[str, str]) -> str:
    path = reverse("admin:comments_comment_changelist")
    return f"{path}?{urlencode(query)}" if query else path


def _is_at(request: HttpRequest, query: dict[str, str]) -> bool:
    """Whether the list shows that part; its order and page make no difference."""
    return {name: request.GET[name] for name in request.GET if name not in {"order", "p"}} == query


def groups(cards: Iterable[QueueCard]) -> Iterator[CardGroup]:
    """The cards below the headings of their groups, in the order of the list."""
    for group, found in groupby(cards, key=lambda card: card.group):
        spam = _url(ALL_SPAM) if group == WaitingGroup.LIKELY_SPAM else ""
        yield CardGroup(str(group.label), list(found), group == WaitingGroup.DANGER, spam)
