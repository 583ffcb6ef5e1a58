"""Lists that are filtered by their address, together with the filters that a reader can choose next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, IntegerField, Subquery

from articles.listings.alphabet import letter_of
from articles.listings.facets import LETTER, Facet, Option
from articles.listings.keyset import A_TO_Z, NEWEST_FIRST, KeysetPage, Order, page_of
from articles.models import Edition
from articles.models.edition import EditionQuerySet

# Counting each of 100,000 rows takes longer than showing a page of them, and tells a reader no more.
MOST_COUNTED = 1000
PER_PAGE = 20


class CappedCount(Subquery):
    """A count of rows. If the queryset is sliced, the database reads no rows beyond the slice."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS looked_at)"
    output_field = IntegerField()


def capped_count(editions: EditionQuerySet) -> CappedCount:
    return CappedCount(editions.order_by().values("pk")[: MOST_COUNTED + 1])


def answers(questions: Mapping[str, Subquery]) -> Mapping[str, int]:
    """Return the results of all subqueries, with one query.

    A queryset needs rows to select from, so it takes any single edition. Its values play no part.
    Without editions there is nothing to count, and all results are 0.
    """
    found: Any = Edition.objects.order_by("pk").values(**questions).first()
    return found or dict.fromkeys(questions, 0)


def in_words(count: int) -> str:
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"


@dataclass(frozen=True)
class Choice:
    """A choice of a filter.

    `query` is the query string that chooses it, and `count` is how many pages the list then has.
    With `is_part`, there may be more than were counted.
    """

    name: str
    value: str
    query: str
    count: int
    is_current: bool
    is_part: bool = False

    @property
    def count_in_words(self) -> str:
        return f"{self.count:,}+" if self.is_part and self.count else in_words(self.count)


@dataclass(frozen=True)
class Filter:
    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Listing:
    """One page of a list, with its filters. `chosen` are the names of the options in use."""

    page: KeysetPage[Edition]
    filters: list[Filter]
    letters: list[Choice]
    chosen: list[str]
    # Links to other pages of the list begin with this, such as “letter=k&”, so that they keep what is chosen.
    query: str

    @property
    def letter(self) -> Choice | None:
        return next((letter for letter in self.letters if letter.is_current), None)

    @property
    def by_letter(self) -> list[tuple[str, list[Edition]]]:
        """The rows in groups by their first letter. Those that begin with no letter are one group."""
        groups: dict[str, list[Edition]] = {}
        for edition in self.page:
            groups.setdefault(letter_of(edition.index_key), []).append(edition)
        return list(groups.items())

    @property
    def is_whole(self) -> bool:
        """Whether this page shows the list with all its letters."""
        return self.page.is_whole and self.letter is None


def listing(
    editions: EditionQuerySet,
    facets: list[Facet],
    asked: Mapping[str, str],
    *,
    order: Order = NEWEST_FIRST,
    size: int = PER_PAGE,
) -> Listing:
    """Return the page of the list that `asked`, the values in the address, names.

    It takes three queries for a list of any length: counts, rows and their species, and one more
    beyond page one. A chosen letter sorts the list from A to Z. A value that no facet offers is
    ignored.
    """
    filtering = _Filtering(editions, facets, asked)
    order = A_TO_Z if LETTER in filtering.chosen else order
    page = page_of(filtering.editions().for_lists(), order, asked, size=size)
    letters, filters = filtering.choices()
    query = filtering.query()
    chosen = [f"letter {one.name}" if key == LETTER else one.name for key, one in filtering.chosen.items()]
    return Listing(page, filters, letters, chosen, f"{query}&" if query else "")


class _Filtering:
    def __init__(self, editions: EditionQuerySet, facets: list[Facet], asked: Mapping[str, str]) -> None:
        self._all = editions
        self._facets = facets
        offered = ((facet.key, facet.option(asked.get(facet.key, ""))) for facet in facets)
        self.chosen: dict[str, Option] = {key: option for key, option in offered if option is not None}

    def editions(self, *, but_for: str = "") -> EditionQuerySet:
        """Return the editions that meet all chosen options, or all but the one of the facet `but_for`."""
        filtered = self._all
        for key, option in self.chosen.items():
            if key != but_for:
                filtered = filtered.filter(option.condition)
        return filtered

    def query(self, **instead: str) -> str:
        """Return the query string for the chosen options, with those of `instead` in their place."""
        values = {key: option.value for key, option in self.chosen.items()} | instead
        return urlencode([(facet.key, values[facet.key]) for facet in self._facets if values.get(facet.key)])

    def choices(self) -> tuple[list[Choice], list[Filter]]:
        """Return the letters and the filters, each choice with the number of pages it leads to.

        A letter gets 1 or 0, because readers only need to know whether it leads anywhere.
        """
        counts = self._counts()
        letters: list[Choice] = []
        filters: list[Filter] = []
        for facet in self._facets:
            offered = list(self._choices_of(facet, counts))
            if facet.key == LETTER:
                letters = offered
                continue
            whole, *rest = offered
            shown = [choice for choice in rest if choice.count or choice.is_current]
            # A filter with a single choice would leave the list as it is, so it is not shown.
            if len(shown) > 1 or facet.key in self.chosen:
                filters.append(Filter(facet.label, [whole, *shown]))
        return letters, filters

    def _choices_of(self, facet: Facet, counts: Mapping[str, int]) -> Iterator[Choice]:
        chosen = self.chosen.get(facet.key)
        if facet.key != LETTER:
            query = self.query(**{facet.key: ""})
            yield Choice("All", "", query, counts[f"{facet.key}_all"], chosen is None)
        for number, option in enumerate(facet.options):
            query = self.query(**{facet.key: option.value})
            count = int(counts[f"{facet.key}_{number}"])
            yield Choice(option.name, option.value, query, count, option is chosen)

    def _counts(self) -> Mapping[str, int]:
        questions: dict[str, Subquery] = {}
        for facet in self._facets:
            rest = self.editions(but_for=facet.key)
            ask = Exists if facet.key == LETTER else capped_count
            questions[f"{facet.key}_all"] = ask(rest)
            for number, option in enumerate(facet.options):
                questions[f"{facet.key}_{number}"] = ask(rest.filter(option.condition))
        return answers(questions)
