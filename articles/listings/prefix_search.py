"""Finds rows by the beginnings of words, with an index instead of a look at every row."""

import re

from django.contrib.postgres.search import SearchQuery, SearchVectorExact
from django.db.models import Func, Q

# As Postgres takes a text apart: letters and digits of any script.
WORD = re.compile(r"[^\W_]+")
# More words narrow nothing, and each costs.
MOST_WORDS = 12


def having_words(words_of_row: Func, typed: str) -> Q:
    """Rows among whose words each that was typed is the beginning of one; none where nothing was."""
    words = WORD.findall(typed)[:MOST_WORDS]
    if not words:
        return Q(pk__in=[])
    query = SearchQuery(" & ".join(f"'{word}':*" for word in words), config="simple", search_type="raw")
    return Q(SearchVectorExact(words_of_row, query))
