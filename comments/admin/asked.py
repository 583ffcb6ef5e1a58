"""What an address or a form of the admin asks for, read so that nothing typed can break a query."""

from collections.abc import Iterable

from articles.listings.prefix_search import having_words
from articles.models import Article
from articles.models.words import ARTICLE_WORDS

# As many digits as Postgres can compare with a row's number.
MOST_DIGITS = 18
# Whose titles a search may mean; with more, the words say too little.
MOST_ARTICLES = 100


def numbers_in(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) <= MOST_DIGITS]


def articles_titled(words: str) -> list[int]:
    """As numbers, not as a query within the query, so that each half is answered by its index."""
    found = Article.objects.filter(having_words(ARTICLE_WORDS, words)).values_list("pk", flat=True)
    return list(found[:MOST_ARTICLES])
