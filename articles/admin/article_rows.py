"""The list of articles: what a row says, and the links above the rows with their numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from articles.admin.filters import broken_references
from articles.admin.list_parts import in_short, lead_of, with_lead_picture
from articles.admin.paginator import CAP, capped, count_up_to
from articles.admin.pills import Pill, pills_of
from articles.days import day_in_words, span
from articles.images.stored import StoredImage
from articles.models import Article, Edition
from articles.models.article import Stage
from articles.names import name_of
from articles.publishing import worklists
from articles.publishing.freshness import SOON, due_on, last_look
from articles.roles import Person

# What does not narrow a list: its search, its order and its page.
NO_FILTERS = {"q", "o", "p", "all"}
NOT_SEEN, NOT_YET = "Readers do not see it", "Readers do not see it yet"


@dataclass(frozen=True)
class Age:
    """When somebody should look again: "late" is overdue, "none" is soon, or no vet has signed it."""

    words: str
    look: str = ""
    icon: str = ""
    reviewed: str = ""


@dataclass(frozen=True)
class ArticleRow:
    article: Article
    url: str
    picture: StoredImage | None
    pills: list[Pill]
    owner: str
    changed: str
    age: Age


@dataclass(frozen=True)
class ListChip:
    """A link to a part of the list, with how many rows it has."""

    name: str
    url: str
    is_current: bool
    figure: str


def with_row_parts(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Fetch pictures and the editions that readers see or will see; two queries more."""
    current = in_short(Edition.objects.current()).order_by("live_from")
    return articles.prefetch_related(
        with_lead_picture(), Prefetch("editions", current, to_attr="current_editions")
    )


def rows_of(articles: Iterable[Any], person: Person) -> list[ArticleRow]:
    now = timezone.now()
    return [_row(article, person, now) for article in articles]


def _row(article: Any, person: Person, now: datetime) -> ArticleRow:
    live = next((one for one in article.current_editions if one.is_live(now)), None)
    upcoming = next((one for one in article.current_editions if one.live_from > now), None)
    is_own = person is not None and article.owner_id == person.pk
    return ArticleRow(
        article,
        reverse("admin:articles_article_change", args=[article.pk]),
        lead_of(article),
        list(pills_of(article.stage, live, upcoming, was_published=article.was_published)),
        "You" if is_own else name_of(article.owner, otherwise="Nobody’s"),
        _moment(article.changed_at),
        _age(live, was_published=article.was_published),
    )


def _age(live: Edition | None, *, was_published: bool) -> Age:
    if live is None:
        return Age(NOT_SEEN if was_published else NOT_YET)
    days = (due_on(live) - timezone.localdate()).days
    reviewed = last_look(live, day_in_words)
    if days < 0:
        return Age(f"Review overdue by {span(-days)}", "late", "warning", reviewed)
    if days <= SOON.days:
        return Age(f"Look again in {span(days)}" if days else "Look again today", "none", "clock", reviewed)
    if live.sign_off_id is None:
        return Age("No vet has signed it", "none", "", reviewed)
    return Age(f"Signed; look again in {span(days)}", "", "", reviewed)


def _moment(moment: datetime) -> str:
    """The day, and for today the time too."""
    local = timezone.localtime(moment)
    day = day_in_words(local.date())
    return f"{day}, {local:%H:%M}" if local.date() == timezone.localdate() else day


def chips_of(request: HttpRequest, articles: QuerySet[Article]) -> list[ListChip]:
    """One query for each number, and none counts beyond CAP. `articles`: all that the person may read."""
    chips: tuple[tuple[str, QuerySet[Article], dict[str, str]], ...] = (
        ("All", articles, {}),
        ("Mine", worklists.owned_by(request.user)(articles), {"owner": "me"}),
        ("In review", worklists.at_stage(Stage.IN_REVIEW)(articles), {"stage__exact": Stage.IN_REVIEW}),
        ("Sent back", worklists.at_stage(Stage.SENT_BACK)(articles), {"stage__exact": Stage.SENT_BACK}),
        ("Approved", worklists.at_stage(Stage.APPROVED)(articles), {"stage__exact": Stage.APPROVED}),
        ("Scheduled", worklists.scheduled(articles), {"readers": "scheduled"}),
        ("No signature", worklists.live_unsigned(articles), {"vet": "live-unsigned"}),
        ("Review overdue", worklists.review_overdue(articles), {"review": "overdue"}),
        ("Not reviewed for a year", worklists.not_reviewed_for_a_year(articles), {"review": "year"}),
        ("Broken references", broken_references(articles), {"references": "broken"}),
    )
    asked = {name: request.GET[name] for name in request.GET if name not in NO_FILTERS}
    return [
        ListChip(name, f"?{urlencode(query)}", asked == query, capped(count_up_to(CAP, rows)))
        for name, rows, query in chips
    ]


def order_links(changelist: Any) -> list[tuple[str, str, bool]]:
    """The two orders that an index has: their names, their addresses, and whether it is the present one."""
    column = changelist.list_display.index("changed_at")
    present = changelist.params.get("o", f"-{column}")
    orders = ((f"-{column}", "Changed last first"), (str(column), "Changed longest ago first"))
    return [
        (name, changelist.get_query_string({"o": order}, ["p"]), order == present) for order, name in orders
    ]
