"""Reads what an address or a form of the admin asks for; nothing typed there can break a query."""

from collections.abc import Iterable
from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest

from articles.listings.prefix_search import having_words
from articles.models import Article
from articles.models.admin_search import ARTICLE_WORDS
from articles.models.primary_key import read_pk

# A search whose words fit the titles of more articles is too vague.
MOST_ARTICLES = 100


def person(request: HttpRequest) -> User:
    """Return the user of the request. Nobody reaches the admin without a login."""
    return cast(User, request.user)


def pks_in(values: Iterable[str]) -> list[int]:
    return [pk for value in values if (pk := read_pk(value)) is not None]


def articles_titled(words: str) -> list[int]:
    """Their primary keys: as a subquery they would keep PostgreSQL from using its indexes."""
    found = Article.objects.filter(having_words(ARTICLE_WORDS, words)).values_list("pk", flat=True)
    return list(found[:MOST_ARTICLES])
