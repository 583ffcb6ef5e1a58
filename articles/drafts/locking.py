"""The lock on an article's row, held while its working copy, editions or counts change."""

from django.db.models import QuerySet

from articles.models import Article

# The columns that lock_article_row() leaves in the database.
TEXTS = ("body", "parts")


class Conflict(Exception):
    """Somebody changed the working copy since this change was begun; `article` is as it is now."""

    def __init__(self, article: Article) -> None:
        self.article = article
        super().__init__(f"“{article}” was changed meanwhile.")


def lock_article(pk: int, version: int | None = None) -> Article:
    """The article as it is now, locked until the transaction ends.

    Raises Article.DoesNotExist, or Conflict when `version`, on which the change was begun, is
    not the present one.
    """
    article = _locked(Article.objects.filter(pk=pk)).get()
    if version is not None and article.version != version:
        raise Conflict(article)
    return article


def lock_article_row(pk: int) -> Article:
    """As lock_article(), for callers who do not read the texts, which may be long.

    Raises Article.DoesNotExist.
    """
    return _locked(Article.objects.filter(pk=pk).defer(*TEXTS)).get()


def lock_articles(articles: QuerySet[Article]) -> list[Article]:
    """All of them, locked in the order of their pk: two who lock several never deadlock."""
    return list(_locked(articles).order_by("pk"))


def _locked(articles: QuerySet[Article]) -> QuerySet[Article]:
    """FOR NO KEY UPDATE lets others store rows that refer to the article.

    With FOR UPDATE, two who publish pages that link to each other would wait for each other.
    """
    return articles.select_for_update(no_key=True)
