"""What a search gives to the page that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.safestring import SafeString

from articles.listings.filtering import Filter
from articles.models import Edition

# More than this nobody counts to; see articles/listings/filtering.py.
MOST_COUNTED = 1000


class Match(StrEnum):
    """How much of a question the best page has."""

    ALL = "all"
    MOST = "most"
    ANY = "any"
    # Something, but so little that no page seems to answer it: the hits are only the nearest.
    FAR = "far"
    NONE = "none"


@dataclass(frozen=True)
class Correction:
    """A question with its misspellings mended. `parts`: its words, and whether each was mended.

    Unless it was `applied`, the results are those of the question as it was typed.
    """

    parts: tuple[tuple[str, bool], ...]
    applied: bool

    @property
    def text(self) -> str:
        return " ".join(word for word, _ in self.parts)


@dataclass(frozen=True)
class Hit:
    """A page found; `position` counts from 1 over all pages of results."""

    edition: Edition
    excerpt: SafeString
    position: int


@dataclass(frozen=True)
class Results:
    """One page of what was found, best first. `query` is what was typed, `words` what was searched for."""

    query: str
    words: str = ""
    match: Match = Match.NONE
    correction: Correction | None = None
    hits: Sequence[Hit] = ()
    total: int = 0
    is_capped: bool = False
    filters: Sequence[Filter] = ()
    page: int = 1
    pages: Sequence[int] = field(default=(1,))

    @property
    def editions(self) -> list[Edition]:
        return [hit.edition for hit in self.hits]

    @property
    def count_in_words(self) -> str:
        if self.is_capped:
            return f"more than {MOST_COUNTED:,} results"
        return f"{self.total:,} result{'' if self.total == 1 else 's'}"
