"""How the site is: figures about pages, pictures and lists, and what readers ask in vain."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Sum
from django.db.models.functions import TruncWeek
from django.db.models.query import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from articles.admin.day.offers import FigureSource, offer_figures, offer_trends
from articles.admin.day.spoken import plural
from articles.admin.day.trends import Trend, first_day, kept, says_enough, weeks_of
from articles.admin.emergency import OVERDUE, signs_to_check_again, to_check_again
from articles.admin.filters import broken_references
from articles.admin.paginator import CAP, capped, count_up_to
from articles.admin.search_count import BoardQuestion, question_of
from articles.admin.signed_rows import unsigned
from articles.models import (
    Article,
    EmergencySign,
    ExternalLink,
    Picture,
    PoisonLine,
    SearchCount,
    SymptomCheck,
)
from articles.pictures.usage import used_nowhere
from articles.publishing import check_lists, second_looks, worklists
from articles.roles import CHANGE, EDIT_ANY, PUBLISH, SIGN, Person, may, reads_any
from articles.search.log import board

DELETE_PICTURE = "articles.delete_picture"
VIEW_CHECKS = "articles.view_symptomcheck"
VIEW_SEARCHES = "articles.view_searchcount"
CHANGE_LINE = "articles.change_poisonline"
CHANGE_SIGN = "articles.change_emergencysign"
MOST_ASKED = 5


def figure(
    words: tuple[str, str],
    rows: QuerySet,
    level: str = "",
    well: str = "",
    doubt: Callable[[], str] = str,
    **query: str,
) -> FigureSource:
    """The figure of `rows`; the admin's list of their model has to show the same rows for `query`."""
    options = rows.model._meta
    path = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    count = partial(count_up_to, CAP, rows)
    return FigureSource(words, f"{path}?{urlencode(query)}", count, level, well, doubt)


@offer_figures
def of_articles(person: Person) -> Iterator[FigureSource]:
    if not reads_any(person):
        return
    articles = Article.objects.all()
    yield figure(("page readers see", "pages readers see"), worklists.live(articles), readers="live")
    if may(person, SIGN, PUBLISH, EDIT_ANY):
        yield from _reviewed(articles)
    if may(person, EDIT_ANY):
        yield figure(
            (
                "article with a reference whose address no longer answers",
                "articles with references whose addresses no longer answer",
            ),
            broken_references(articles),
            level="alarm",
            well="every reference’s address answers",
            doubt=_addresses_unknown,
            references="broken",
        )
    if may(person, PUBLISH):
        words = ("edition is scheduled", "editions are scheduled")
        yield figure(words, worklists.scheduled(articles), well="nothing is scheduled", readers="scheduled")


def _reviewed(articles: QuerySet[Article]) -> Iterator[FigureSource]:
    yield figure(
        ("of them without a vet’s signature",) * 2,
        worklists.live_unsigned(articles),
        level="soon",
        well="every page has a vet’s signature",
        vet="live-unsigned",
    )
    yield figure(
        ("whose review is overdue",) * 2,
        worklists.review_overdue(articles),
        level="alarm",
        well="no review is overdue",
        review="overdue",
    )
    yield figure(("due for a review within a month",) * 2, worklists.ageing(articles), review="soon")
    yield figure(
        ("not reviewed for a year",) * 2,
        worklists.not_reviewed_for_a_year(articles),
        level="soon",
        well="every page was reviewed within a year",
        doubt=partial(_not_reviewed_here, articles),
        review="year",
    )


def _addresses_unknown() -> str:
    return "" if ExternalLink.objects.exists() else "Addresses of references were never checked"


def _not_reviewed_here(articles: QuerySet[Article]) -> str:
    number = count_up_to(CAP, worklists.never_reviewed(articles))
    if not number:
        return ""
    pages = plural(number, "page was imported and not reviewed", "pages were imported and not reviewed")
    return f"{capped(number)} {pages} here"


@offer_figures
def of_corrections(person: Person) -> Iterator[FigureSource]:
    if may(person, CHANGE, SIGN):
        words = ("small correction to look at", "small corrections to look at")
        url = reverse("admin:articles_article_second_looks")
        yield FigureSource(words, url, partial(count_up_to, CAP, second_looks.waiting(person)), level="soon")


@offer_figures
def of_lists(person: Person) -> Iterator[FigureSource]:
    if may(person, VIEW_CHECKS) and may(person, SIGN, PUBLISH):
        checks = SymptomCheck.objects.all()
        words = ("60-second check without a vet’s signature", "60-second checks without a vet’s signature")
        yield figure(words, check_lists.awaiting_signature(checks), level="soon", vet="unsigned")
        words = ("60-second check whose review is overdue", "60-second checks whose review is overdue")
        yield figure(words, check_lists.review_overdue(checks), level="alarm", vet="overdue")
    if may(person, CHANGE_SIGN):
        signs = EmergencySign.objects.all()
        words = ("emergency sign to compare with its source", "emergency signs to compare with their sources")
        yield figure(words, signs_to_check_again(signs), level="soon", check=OVERDUE)
        if may(person, SIGN):
            words = ("emergency sign without a vet’s signature", "emergency signs without a vet’s signature")
            # Worked out only when it is counted: all signs are read for it.
            url = f"{reverse('admin:articles_emergencysign_changelist')}?vet=unsigned"
            yield FigureSource(words, url, lambda: count_up_to(CAP, unsigned(signs)), level="soon")
    if may(person, CHANGE_LINE):
        words = ("poison line to check again", "poison lines to check again")
        yield figure(words, to_check_again(PoisonLine.objects.all()), level="soon", check=OVERDUE)


@offer_figures
def of_pictures(person: Person) -> Iterator[FigureSource]:
    if may(person, DELETE_PICTURE):
        words = ("picture used nowhere", "pictures used nowhere")
        yield figure(words, used_nowhere(Picture.objects.all()), well="every picture is used", use="nowhere")


@dataclass(frozen=True)
class InVain:
    """What readers asked most often in so many days without finding a page."""

    days: int
    questions: list[BoardQuestion]
    url: str


def asked_in_vain(person: Person) -> InVain | None:
    if not may(person, VIEW_SEARCHES):
        return None
    days = board.USUAL_PERIOD
    found, _ = board.most(board.Which.NOTHING_FOUND, days, MOST_ASKED)
    url = f"{reverse('admin:articles_searchcount_changelist')}?days={days}"
    return InVain(days, [question_of(person, asked) for asked in found], url)


@offer_trends
def of_searches(person: Person) -> Iterator[Callable[[], Trend | None]]:
    if may(person, VIEW_SEARCHES):
        yield _searches_in_vain


def _searches_in_vain() -> Trend | None:
    values = kept("searches-in-vain", _count_searches)
    if not says_enough(values):
        return None
    weeks = weeks_of(values, lambda number: f"{number:,.0f}", zero=True)
    return Trend("Searches that found nothing", "Searches", weeks)


def _count_searches() -> dict[date, float]:
    in_vain = SearchCount.objects.filter(day__gte=first_day(), results=0).order_by()
    rows = in_vain.annotate(week=TruncWeek("day")).values_list("week").annotate(number=Sum("times"))
    return {week: float(number) for week, number in rows}
