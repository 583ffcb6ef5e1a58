"""Suggestions before the reader types anything: what others ask most, or else articles to read."""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import Count, Sum
from django.utils import timezone

from articles.models import Edition, SearchCount
from articles.models.article import Kind

MOST = 8
DAYS = 30
# A question that one person asks in one evening is private. Only one that was asked this often, and on
# more than one day, is shown to others.
FEWEST_TIMES = 5
FEWEST_DAYS = 2
# What stands for a name or a number that was taken out of a question.
SCRUBBED = "…"
# Seconds. Adding up the questions of a month would take too long for each request.
SECONDS_KEPT = 600
KEY = "most-asked"


def most_asked() -> list[str]:
    """Return the questions that were asked most and found a page, or none while too few were asked."""
    found = cache.get(KEY)
    if found is None:
        found = _most_asked()
        cache.set(KEY, found, SECONDS_KEPT)
    return list(found)


def to_begin_with() -> list[Edition]:
    """Return the article that editors put first, and then the newest articles."""
    articles = Edition.objects.live().of_kind(Kind.ARTICLE).select_related("article")
    shown = articles.only("title", "kind", "article__slug")
    # These are two queries, because one would sort all articles to find the featured one.
    return [*shown.featured().newest_first()[:1], *shown.newest_first()[:MOST]]


def _most_asked() -> list[str]:
    since = timezone.localdate() - timedelta(days=DAYS)
    asked = SearchCount.objects.filter(day__gt=since, results__gt=0).exclude(words__contains=SCRUBBED)
    often = asked.values("words").annotate(asked=Sum("times"), days=Count("day"))
    rows = often.filter(asked__gte=FEWEST_TIMES, days__gte=FEWEST_DAYS).order_by("-asked", "words")
    return list(rows.values_list("words", flat=True)[:MOST])
