"""Which articles readers like less than they did."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, F, QuerySet, Sum
from django.utils import timezone

from articles.models import Article
from articles.models.article import STARS
from comments.models import Comment

LATELY = timedelta(days=90)
# Fewer ratings say nothing, neither of lately nor of before.
ENOUGH = 3
# By how many stars the mean has to drop.
DROP = 0.5
# Nobody works through more of them; the deepest falls come first.
MOST = 1001


def falling(articles: QuerySet[Article], now: datetime | None = None) -> QuerySet[Article]:
    """Those whose ratings of the last 90 days have a mean lower than those before by half a star or more."""
    drops = sorted(_drops((now or timezone.now()) - LATELY), reverse=True)
    return articles.filter(pk__in=[article for _, article in drops[:MOST]])


def _drops(since: datetime) -> Iterator[tuple[float, int]]:
    """By how much the mean fell, and of which article.

    What was rated before is the article's stored counts without the late ones, so that only
    these are read: joined in one query, Postgres would join every late rating before it sums.
    """
    late = Comment.objects.approved().filter(rating__isnull=False, created_at__gte=since).order_by()
    # What judged a text that was written anew since says nothing of the new one.
    late = late.filter(edition__writing=F("article__rated_writing"))
    sums = late.values_list("article").annotate(number=Count("*"), stars=Sum("rating"))
    # Where the mean is nearly the highest there is, it cannot have been much higher before.
    low = sums.filter(number__gte=ENOUGH, stars__lte=F("number") * (STARS[-1] - DROP))
    of_article = {article: (number, stars) for article, number, stars in low}
    rated = Article.objects.filter(pk__in=of_article).order_by().values_list("pk", "rating_counts")
    for article, counts in rated:
        number, stars = of_article[article]
        number_before = sum(counts) - number
        if number_before < ENOUGH:
            continue
        stars_before = sum(star * count for star, count in zip(STARS, counts, strict=True)) - stars
        drop = stars_before / number_before - stars / number
        if drop >= DROP:
            yield drop, article
