"""What a search is narrowed by, among the words of an entry.

So one index finds both: of 30,000 pages with a word the few about an animal, without looking at
each. No text holds such a word, for it has a colon.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.search import SearchVectorCombinable, SearchVectorField
from django.db.models import Func, Value

from articles.models import Edition
from articles.search.words import conjunction


class Marks(SearchVectorCombinable, Func):
    """Without places, so that no rank counts them."""

    function = "array_to_tsvector"
    output_field = SearchVectorField()


def marks_of(edition: Edition) -> Marks:
    species = (_mark("species", one.pk) for one in edition.animals)
    return Marks(Value([_mark("kind", edition.kind), _mark("urgency", edition.urgency), *species]))


def having(chosen: Mapping[str, Any]) -> str:
    """A tsquery for what fits all that is chosen, by the keys of articles/search/filters.py."""
    return conjunction(_mark(key, value) for key, value in chosen.items())


def about(species: Iterable[int]) -> str:
    """A tsquery for what is about any of them."""
    return " | ".join(conjunction([_mark("species", number)]) for number in sorted(species))


def _mark(key: str, value: str | int) -> str:
    return f"{key}:{value}"
