"""The results of a search, as a page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.safestring import SafeString

from articles.listings.filtering import Filter
from articles.models import Edition

# Counting stops here for the reason given in articles/listings/filtering.py.
MOST_COUNTED = 1000


class Match(StrEnum):
    """How much of a question the best page contains."""

    ALL = "all"
    MOST = "most"
    ANY = "any"
    # So little that no page seems to answer the question: the hits are only the nearest pages.
    FAR = "far"
    NONE = "none"


@dataclass(frozen=True)
class Correction:
    """A question whose misspellings are mended.

    `parts` are its words, each with whether it was mended. If the correction is not `applied`,
    it is only offered, and the results are those of the question as it was typed.
    """

    parts: tuple[tuple[str, bool], ...]
    applied: bool

    @property
    def text(self) -> str:
        return " ".join(word for word, _ in self.parts)


@dataclass(frozen=True)
class Hit:
    """A page that the search found. `position` counts from 1 through all pages of results."""

    edition: Edition
    excerpt: SafeString
    position: int


@dataclass(frozen=True)
class Results:
    """One page of the results, best first.

    `query` is what the reader typed, and `words` is what the search looked for. `is_sure` says
    whether the first hit surely answers it. With `is_capped`, there are more results than `total`.
    """

    query: str
    words: str = ""
    match: Match = Match.NONE
    is_sure: bool = False
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
