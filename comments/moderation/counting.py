"""An article's stored counts of comments and ratings, and the lock that guards them."""

from collections.abc import Iterable

from django.db.models import Count

from articles.drafts.locking import TEXTS, lock_articles
from articles.models import Article, Edition
from articles.models.article import STARS
from comments.models import Comment


def lock_articles_of(comments: Iterable[int]) -> list[Article]:
    """Locked in the order of their primary keys, so that two moderators never block each other.

    Their texts, which moderation does not read, stay in the database.
    """
    touched = Comment.objects.filter(pk__in=comments).values("article")
    return lock_articles(Article.objects.filter(pk__in=touched).defer(*TEXTS))


def recount(article: Article) -> None:
    """Count the article's approved comments and ratings, and store the counts with it.

    Only ratings of its present text count: a text that is written anew starts without ratings.
    """
    approved = Comment.objects.approved().filter(article=article)
    live = Edition.objects.live().filter(article=article).only("writing").first()
    # A withdrawn article keeps the ratings that it had.
    writing = live.writing if live else article.rated_writing
    rated = approved.filter(rating__isnull=False, edition__writing=writing).order_by()
    given = dict(rated.values_list("rating").annotate(count=Count("pk")))
    shown = approved.with_words().in_place()
    article.set_rating([given.get(stars, 0) for stars in STARS], writing=writing, comment_count=shown.count())
