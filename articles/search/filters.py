"""The filters of a search: by animal, by kind of page and by urgency, each choice with its count."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from articles.listings.filtering import Choice, Filter
from articles.models import Species
from articles.models.article import Kind
from articles.search.candidates import Candidate
from articles.search.ranking import Ranked
from articles.urgency import Urgency


@dataclass(frozen=True)
class Criterion:
    """A value by which results can be filtered.

    `value` is its form in the address, `name` its form on the page, and `wanted` its form in
    a candidate.
    """

    value: str
    name: str
    wanted: Any

    def takes(self, key: str, candidate: Candidate) -> bool:
        return self.wanted in _values(key, candidate)


def _values(key: str, candidate: Candidate) -> Collection[Any]:
    has = getattr(candidate, key)
    return has if isinstance(has, frozenset) else (has,)


@dataclass(frozen=True)
class Chosen:
    """What the filters offer, and what the reader chose, both by the key in the address."""

    offered: Mapping[str, tuple[str, Sequence[Criterion]]]
    criteria: Mapping[str, Criterion]

    def __bool__(self) -> bool:
        return bool(self.criteria)

    @property
    def conditions(self) -> dict[str, Any]:
        return {key: criterion.wanted for key, criterion in self.criteria.items()}


def read_choices(asked: Mapping[str, str]) -> Chosen:
    """Return what the filters offer and which of it `asked` names, with one query."""
    species = Species.objects.only("slug", "name", "position")
    animals = [Criterion(one.slug, one.name, one.pk) for one in species]
    offered = {
        "species": ("By animal", animals),
        "kind": ("By kind of page", [Criterion(kind.value, KINDS[kind], kind.value) for kind in Kind]),
        "urgency": (
            "By how soon to call a vet",
            [Criterion(one.value, one.label, one.value) for one in Urgency],
        ),
    }
    chosen = {
        key: criterion
        for key, (_, criteria) in offered.items()
        for criterion in criteria
        if criterion.value == asked.get(key)
    }
    return Chosen(offered, chosen)


KINDS = {Kind.ARTICLE: "Articles", Kind.BREED: "Breed files"}


def filtered(found: Sequence[Ranked], chosen: Chosen, *, but_for: str = "") -> list[Ranked]:
    """Return the pages that meet all chosen criteria, or all but the one of the key `but_for`."""
    criteria = [(key, criterion) for key, criterion in chosen.criteria.items() if key != but_for]
    return [one for one in found if all(criterion.takes(key, one.candidate) for key, criterion in criteria)]


def filters_of(found: Sequence[Ranked], chosen: Chosen, query: str, is_capped: bool) -> list[Filter]:
    """Return the filters that divide the results, and those that are in use.

    A filter with a single choice would leave the results as they are, so it is not shown.
    """
    filters = []
    for key, (label, criteria) in chosen.offered.items():
        whole, *rest = _choices(found, chosen, key, criteria, query, is_capped)
        shown = [choice for choice in rest if choice.count or choice.is_current]
        if len(shown) > 1 or key in chosen.criteria:
            filters.append(Filter(label, [whole, *shown]))
    return filters


def _choices(
    found: Sequence[Ranked],
    chosen: Chosen,
    key: str,
    criteria: Sequence[Criterion],
    query: str,
    is_capped: bool,
) -> Iterator[Choice]:
    left = filtered(found, chosen, but_for=key)
    values = {name: criterion.value for name, criterion in chosen.criteria.items() if name != key}
    current = chosen.criteria.get(key)
    yield Choice("All", "", urlencode({"q": query, **values}), len(left), current is None, is_capped)
    counts = Counter(value for one in left for value in _values(key, one.candidate))
    for criterion in criteria:
        address = urlencode({"q": query, **values, key: criterion.value})
        count = counts[criterion.wanted]
        yield Choice(criterion.name, criterion.value, address, count, criterion is current, is_capped)
