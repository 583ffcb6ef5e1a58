"""Search for rows by the beginnings of their words, with an index instead of reading every row."""

import re

from django.contrib.postgres.search import SearchQuery, SearchVectorExact
from django.db.models import Func, Q

# A word as the parser of Postgres sees it: letters and digits of any script.
WORD = re.compile(r"[^\W_]+")
# More words hardly reduce the results, and each takes time.
MOST_WORDS = 12


def having_words(words_of_row: Func, typed: str) -> Q:
    """Return a condition for rows in which each typed word is the beginning of a word.

    `words_of_row` is the tsvector of a row's words. If no word was typed, no row meets the condition.
    """
    words = WORD.findall(typed)[:MOST_WORDS]
    if not words:
        return Q(pk__in=[])
    query = SearchQuery(" & ".join(f"'{word}':*" for word in words), config="simple", search_type="raw")
    return Q(SearchVectorExact(words_of_row, query))
