"""What a box suggests before anybody typed: what others ask most, or else what there is to read."""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import Count, Sum
from django.utils import timezone

from articles.models import Edition, SearchCount
from articles.models.article import Kind

MOST = 8
DAYS = 30
# Asked by one person in one evening, a question is theirs; so often, and on several days, it is everybody's.
FEWEST_TIMES = 5
FEWEST_DAYS = 2
# What stands for a name or a number that was taken out of a question.
SCRUBBED = "…"
# Adding up a month's questions takes longer than an answer may.
SECONDS_KEPT = 600
KEY = "most-asked"


def most_asked() -> list[str]:
    """Questions that found something; empty while too few were asked."""
    found = cache.get(KEY)
    if found is None:
        found = _most_asked()
        cache.set(KEY, found, SECONDS_KEPT)
    return list(found)


def to_begin_with() -> list[Edition]:
    """The article that editors put first, then the newest."""
    articles = Edition.objects.live().of_kind(Kind.ARTICLE).select_related("article")
    shown = articles.only("title", "kind", "article__slug")
    # Apart, or all there are would be sorted for the one.
    return [*shown.featured().newest_first()[:1], *shown.newest_first()[:MOST]]


def _most_asked() -> list[str]:
    since = timezone.localdate() - timedelta(days=DAYS)
    asked = SearchCount.objects.filter(day__gt=since, results__gt=0).exclude(words__contains=SCRUBBED)
    often = asked.values("words").annotate(asked=Sum("times"), days=Count("day"))
    rows = often.filter(asked__gte=FEWEST_TIMES, days__gte=FEWEST_DAYS).order_by("-asked", "words")
    return list(rows.values_list("words", flat=True)[:MOST])
