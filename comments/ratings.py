"""Articles that readers rate lower than before."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, F, QuerySet, Sum
from django.utils import timezone

from articles.models import Article
from articles.models.article import STARS
from comments.models import Comment

RECENT = timedelta(days=90)
# Fewer ratings, recent or earlier, say too little to be compared.
ENOUGH = 3
# How many stars the mean must have fallen by.
DROP = 0.5
# No editor works through more; the articles that fell furthest are kept.
MOST = 1001


def falling(articles: QuerySet[Article], now: datetime | None = None) -> QuerySet[Article]:
    """Articles whose mean rating of the last 90 days is half a star or more below the earlier mean."""
    drops = sorted(_drops((now or timezone.now()) - RECENT), reverse=True)
    return articles.filter(pk__in=[article for _, article in drops[:MOST]])


def _drops(since: datetime) -> Iterator[tuple[float, int]]:
    """How far an article's mean rating fell, and the article's primary key.

    The article stores counts of all its ratings, so only the recent ones are read; subtracting
    them gives the earlier ones. Both are not joined in one query, because PostgreSQL would join
    every recent rating before it sums.
    """
    recent = Comment.objects.approved().filter(rating__isnull=False, created_at__gte=since).order_by()
    # Ratings of an earlier text say nothing about a text that was written anew.
    recent = recent.filter(edition__writing=F("article__rated_writing"))
    sums = recent.values_list("article").annotate(number=Count("*"), stars=Sum("rating"))
    # A recent mean that is nearly five stars cannot have fallen by DROP.
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
