"""Reads what an address or a form of the admin asks for; nothing typed there can break a query."""

from collections.abc import Iterable

from articles.listings.prefix_search import having_words
from articles.models import Article
from articles.models.admin_search import ARTICLE_WORDS

# PostgreSQL cannot compare a primary key with a number of more digits.
MOST_DIGITS = 18
# A search whose words fit the titles of more articles is too vague.
MOST_ARTICLES = 100


def pks_in(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) <= MOST_DIGITS]


def articles_titled(words: str) -> list[int]:
    """Their primary keys: as a subquery they would keep PostgreSQL from using its indexes."""
    found = Article.objects.filter(having_words(ARTICLE_WORDS, words)).values_list("pk", flat=True)
    return list(found[:MOST_ARTICLES])
