"""Finds rows by the beginnings of words, with an index instead of a look at every row."""

import re

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact
from django.db.models import Q

# As Postgres takes a text apart: letters and digits of any script.
WORD = re.compile(r"[^\W_]+")
# More words narrow nothing, and each costs.
MOST_WORDS = 12


def having_words(vector: SearchVector, typed: str) -> Q:
    """Rows in whose `vector` every word that was typed is the beginning of one; none for no words."""
    words = WORD.findall(typed)[:MOST_WORDS]
    if not words:
        return Q(pk__in=[])
    query = SearchQuery(" & ".join(f"'{word}':*" for word in words), config="simple", search_type="raw")
    return Q(SearchVectorExact(vector, query))
