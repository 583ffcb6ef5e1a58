"""Pages to compare, and the related pages that they list and show."""

from typing import Any

from articles.models import Article
from articles.related import related_to
from tests.factories import (
    LiveArticleFactory,
)


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
