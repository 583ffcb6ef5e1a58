"""A list narrowed by what its address asks for, with the ways on from there."""

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
    """How many rows there are; of a sliced list no more are looked at than the slice holds."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS looked_at)"
    output_field = IntegerField()


def capped_count(editions: EditionQuerySet) -> CappedCount:
    return CappedCount(editions.order_by().values("pk")[: MOST_COUNTED + 1])


def answers(questions: Mapping[str, Subquery]) -> Mapping[str, int]:
    """All in one query, which asks nothing of the one edition it is put to."""
    found: Any = Edition.objects.order_by("pk").values(**questions).first()
    return found or dict.fromkeys(questions, 0)


def in_words(count: int) -> str:
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"


@dataclass(frozen=True)
class Choice:
    """A way to narrow the list; `query` is what the address asks for then, nothing for the whole list.

    With `is_part`, more may be there than were counted.
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
    """A page of a list, and what is offered beside it. `chosen` names what it is narrowed by."""

    page: KeysetPage[Edition]
    filters: list[Filter]
    letters: list[Choice]
    chosen: list[str]
    # What each address of this list begins with, as "letter=k&".
    query: str

    @property
    def letter(self) -> Choice | None:
        return next((letter for letter in self.letters if letter.is_current), None)

    @property
    def by_letter(self) -> list[tuple[str, list[Edition]]]:
        """Its rows under the letters they begin with; what begins with none stands together."""
        groups: dict[str, list[Edition]] = {}
        for edition in self.page:
            groups.setdefault(letter_of(edition.index_key), []).append(edition)
        return list(groups.items())

    @property
    def is_whole(self) -> bool:
        """Whether all letters stand on this page."""
        return self.page.is_whole and self.letter is None


def listing(
    editions: EditionQuerySet,
    facets: list[Facet],
    asked: Mapping[str, str],
    *,
    order: Order = NEWEST_FIRST,
    size: int = PER_PAGE,
) -> Listing:
    """Three queries, however long the list is: counts, rows and their species; one more beyond page one.

    A chosen letter puts the list into the order of its headings. What nobody offers is as if it
    was not asked for.
    """
    narrowing = _Narrowing(editions, facets, asked)
    order = A_TO_Z if LETTER in narrowing.chosen else order
    page = page_of(narrowing.editions().for_lists(), order, asked, size=size)
    letters, filters = narrowing.choices()
    query = narrowing.query()
    chosen = [f"letter {one.name}" if key == LETTER else one.name for key, one in narrowing.chosen.items()]
    return Listing(page, filters, letters, chosen, f"{query}&" if query else "")


class _Narrowing:
    def __init__(self, editions: EditionQuerySet, facets: list[Facet], asked: Mapping[str, str]) -> None:
        self._all = editions
        self._facets = facets
        offered = ((facet.key, facet.option(asked.get(facet.key, ""))) for facet in facets)
        self.chosen: dict[str, Option] = {key: option for key, option in offered if option is not None}

    def editions(self, *, but_for: str = "") -> EditionQuerySet:
        narrowed = self._all
        for key, option in self.chosen.items():
            if key != but_for:
                narrowed = narrowed.filter(option.condition)
        return narrowed

    def query(self, **instead: str) -> str:
        """Of the address that asks for what is chosen, or for something else `instead`."""
        values = {key: option.value for key, option in self.chosen.items()} | instead
        return urlencode([(facet.key, values[facet.key]) for facet in self._facets if values.get(facet.key)])

    def choices(self) -> tuple[list[Choice], list[Filter]]:
        """Each with how much it would leave; of letters, only whether it would leave anything."""
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
            # One way to narrow that leaves everything is none.
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
