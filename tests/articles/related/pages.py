"""Pages to compare, and the related pages that they list and show."""

from typing import Any

from articles.models import Article
from articles.related import refresh_all, related_to
from articles.search.entries import store_entries
from tests.factories import LiveArticleFactory, many_live_editions


def listed(article: Article) -> list[Article]:
    return [row.other for row in article.related_pages.select_related("other")]


def shown(article: Article, html: str = "") -> list[Article]:
    related = related_to(article, html)
    return [edition.article for edition in (*related.keep_reading, *related.interested)]


def about(title: str, words: str = "", **fields: Any) -> Article:
    article: Article = LiveArticleFactory(
        title=title, body=f"## What happens\n\n{words or title}\n", **fields
    )
    return article


def many_alike(article: Article, count: int) -> list[Article]:
    """More articles that say the same, the last the newest, as if they had been published one by one."""
    editions = many_live_editions(article, count)
    store_entries(editions)
    refresh_all()
    return [edition.article for edition in editions]
