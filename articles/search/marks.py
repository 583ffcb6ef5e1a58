"""Marks: the animal, kind and urgency of a page, stored among the words of its search entry.

One index then finds words and marks together: of 30,000 pages with a word it finds the few about an
animal without reading each page. A mark contains a colon, so that it cannot be a word of a text.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.search import SearchVectorCombinable, SearchVectorField
from django.db.models import Func, Value

from articles.models import Edition
from articles.search.lexemes import conjunction


class Marks(SearchVectorCombinable, Func):
    """A tsvector of marks. They have no positions, so that ranks ignore them."""

    function = "array_to_tsvector"
    output_field = SearchVectorField()


def marks_of(edition: Edition) -> Marks:
    species = (_mark("species", one.pk) for one in edition.animals)
    return Marks(Value([_mark("kind", edition.kind), _mark("urgency", edition.urgency), *species]))


def having(chosen: Mapping[str, Any]) -> str:
    """Return a tsquery for pages that have all chosen values, by the keys of articles/search/filters.py."""
    return conjunction(_mark(key, value) for key, value in chosen.items())


def about(species: Iterable[int]) -> str:
    """Return a tsquery for pages about any of these species, given by pk."""
    return " | ".join(conjunction([_mark("species", pk)]) for pk in sorted(species))


def _mark(key: str, value: str | int) -> str:
    return f"{key}:{value}"
