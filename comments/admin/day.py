"""What the first page of the desk says about comments and ratings."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Aggregate, Count, F, FloatField, QuerySet, Sum
from django.db.models.functions import Extract, TruncWeek
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from articles.admin.day.offers import (
    FigureSource,
    Turn,
    Waiting,
    WaitingSource,
    offer_figures,
    offer_trends,
    offer_waiting,
)
from articles.admin.day.site import figure
from articles.admin.day.trends import Trend, first_day, kept, says_enough, weeks_of
from articles.days import start_of, when
from articles.models import Article
from articles.models.article import FEWEST_FOR_A_MEAN, STARS
from articles.roles import EDIT_ANY, Person, may, reads_any
from comments.models import Comment
from comments.ratings import falling

MODERATE = "comments.moderate_comment"
VIEW = "comments.view_comment"
MAX_TITLE_WORDS = 12


def may_moderate(person: Person) -> bool:
    return may(person, MODERATE) and may(person, VIEW)


@offer_waiting
def comments_to_read(person: Person) -> Iterator[WaitingSource]:
    if not may_moderate(person):
        return
    waiting = Comment.objects.to_decide().order_by("created_at", "pk")
    queue = reverse("admin:comments_comment_changelist")
    danger = waiting.filter(is_urgent=True)
    url = f"{queue}?urgent=yes"
    yield WaitingSource(
        Turn.DANGER, "Comments that may mean danger", "", url, danger, _load, _danger, is_one=True
    )
    rest = waiting.filter(is_urgent=False)
    yield WaitingSource(Turn.COMMENTS, "Comments to read", "comments to read", queue, rest, _load, _to_read)


def _load(keys: Iterable[Any]) -> dict[Any, Comment]:
    rows = Comment.objects.select_related("article").defer("html", "article__body", "article__parts")
    return rows.in_bulk(list(keys))


def _danger(oldest: Comment, number: int) -> Waiting:
    """All of them in one row: whoever reads the first reads the others too."""
    kind, verb = "May mean danger now", "Read"
    if number == 1:
        url = reverse("admin:comments_comment_change", args=[oldest.pk])
        return Waiting(kind, _title(oldest), url, _facts(oldest), verb, icon="warning", is_alarm=True)
    title = f"{number:,} comments name something that cannot wait"
    url = f"{reverse('admin:comments_comment_changelist')}?urgent=yes"
    facts = f"The oldest came in {when(oldest.created_at)}, to {oldest.article}"
    return Waiting(kind, title, url, facts, verb, icon="warning", is_alarm=True)


def _to_read(comment: Comment, number: int) -> Waiting:
    kind = "Reported by readers" if comment.is_reported else "A comment to read"
    url = reverse("admin:comments_comment_change", args=[comment.pk])
    return Waiting(kind, _title(comment), url, _facts(comment), "Read", icon="comment")


def _title(comment: Comment) -> str:
    said = " ".join(comment.text.split())
    return (
        Truncator(said).words(MAX_TITLE_WORDS, truncate=" …") if said else f"{comment.rating} stars, no words"
    )


def _facts(comment: Comment) -> str:
    who = f"{comment.name} wrote" if comment.name else "A rating"
    return f"{who} {when(comment.created_at)}, to {comment.article}"


@offer_figures
def of_comments(person: Person) -> Iterator[FigureSource]:
    if may(person, EDIT_ANY) and reads_any(person):
        words = ("page whose ratings fall", "pages whose ratings fall")
        well = "no page’s ratings fall"
        yield figure(words, falling(Article.objects.all()), level="soon", well=well, ratings="falling")
    if may_moderate(person):
        words = ("comment to decide about", "comments to decide about")
        yield figure(words, Comment.objects.to_decide(), well="no comment waits")


@offer_trends
def of_ratings(person: Person) -> Iterator[Callable[[], Trend | None]]:
    if may(person, EDIT_ANY) and reads_any(person):
        yield _ratings
    if may_moderate(person):
        yield _hours


def _ratings() -> Trend | None:
    values = kept("ratings", _mean_ratings)
    if not says_enough(values):
        return None
    weeks = weeks_of(values, lambda mean: f"{mean:.1f}")
    return Trend("Mean of ratings", "Stars", weeks, lowest=STARS[0], highest=STARS[-1])


def _hours() -> Trend | None:
    values = kept("hours-until-read", _median_hours)
    if not says_enough(values):
        return None
    weeks = weeks_of(values, lambda hours: f"{hours:,.1f}")
    return Trend("Hours until a comment was read", "Hours (median)", weeks)


class Median(Aggregate):
    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def _by_week(comments: QuerySet[Comment]) -> QuerySet[Comment, Any]:
    since = comments.filter(created_at__gte=start_of(first_day())).order_by()
    return since.annotate(week=TruncWeek("created_at")).values_list("week")


def _mean_ratings() -> dict[date, float]:
    rated = _by_week(Comment.objects.approved().filter(rating__isnull=False))
    rows = rated.annotate(number=Count("pk"), stars=Sum("rating"))
    return {_monday(week): stars / number for week, number, stars in rows if number >= FEWEST_FOR_A_MEAN}


def _median_hours() -> dict[date, float]:
    """Only what a moderator decided: what the site itself decides does not wait."""
    read = _by_week(Comment.objects.filter(decided_at__isnull=False, decided_by__isnull=False).with_words())
    seconds = Extract(F("decided_at") - F("created_at"), "epoch")
    rows = read.annotate(number=Count("pk"), waited=Median(seconds))
    return {
        _monday(week): max(0.0, waited) / 3600 for week, number, waited in rows if number >= FEWEST_FOR_A_MEAN
    }


def _monday(week: datetime) -> date:
    return timezone.localtime(week).date()
