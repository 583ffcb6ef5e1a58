"""Reads what an address or a form of the admin asks for; nothing typed there can break a query."""

from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest

from articles.listings.prefix_search import having_words
from articles.models import Article
from articles.models.admin_search import ARTICLE_WORDS
from articles.models.primary_key import read_pk

# A search whose words fit the titles of more articles is too vague.
MOST_ARTICLES = 100
# Characters. Nobody gets a form with more.
MOST_PACKED = 200_000
LONGEST_STEP = 16


def person(request: HttpRequest) -> User:
    """Return the user of the request. Nobody reaches the admin without a login."""
    return cast(User, request.user)


def may_decide(user: User) -> bool:
    """Whether the person may decide on comments, and undo what was decided."""
    return user.has_perms(("comments.moderate_comment", "comments.change_comment"))


def pks_in(values: Iterable[str]) -> list[int]:
    return [pk for value in values if (pk := read_pk(value)) is not None]


def packed(pks: Iterable[int]) -> str:
    """Primary keys for a hidden field, as their distances, which keeps 10,000 of them below 100 kB."""
    ordered = sorted(pks)
    return ".".join(f"{pk - before:x}" for before, pk in pairwise([0, *ordered]))


def unpacked(typed: str) -> list[int]:
    """What packed() wrote. What cannot be read names nothing."""
    steps = typed[:MOST_PACKED].split(".")
    try:
        # As short as a primary key: Python would refuse to print the sum of longer ones.
        found = list(accumulate(int(step[:LONGEST_STEP], 16) for step in steps))
    except ValueError:
        return []
    return pks_in(str(pk) for pk in found)


def articles_titled(words: str) -> list[int]:
    """Their primary keys: as a subquery they would keep PostgreSQL from using its indexes."""
    found = Article.objects.filter(having_words(ARTICLE_WORDS, words)).values_list("pk", flat=True)
    return list(found[:MOST_ARTICLES])
