"""By animal, by kind of page and by urgency: what a search can be narrowed to, with counts."""

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
class Option:
    """`value` stands in the address, `wanted` in the candidates."""

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
    """What is offered, and what of it was asked for, both by the key that stands in the address."""

    offered: Mapping[str, tuple[str, Sequence[Option]]]
    options: Mapping[str, Option]

    def __bool__(self) -> bool:
        return bool(self.options)

    @property
    def conditions(self) -> dict[str, Any]:
        return {key: option.wanted for key, option in self.options.items()}


def read_choices(asked: Mapping[str, str]) -> Chosen:
    """One query."""
    animals = [Option(one.slug, one.name, one.pk) for one in Species.objects.only("slug", "name", "position")]
    offered = {
        "species": ("By animal", animals),
        "kind": ("By kind of page", [Option(kind.value, KINDS[kind], kind.value) for kind in Kind]),
        "urgency": ("By level of urgency", [Option(one.value, one.label, one.value) for one in Urgency]),
    }
    chosen = {
        key: option
        for key, (_, options) in offered.items()
        for option in options
        if option.value == asked.get(key)
    }
    return Chosen(offered, chosen)


KINDS = {Kind.ARTICLE: "Articles", Kind.BREED: "Breed files"}


def narrowed(found: Sequence[Ranked], chosen: Chosen, *, but_for: str = "") -> list[Ranked]:
    kept = {key: option for key, option in chosen.options.items() if key != but_for}
    return [one for one in found if all(option.takes(key, one.candidate) for key, option in kept.items())]


def filters_of(found: Sequence[Ranked], chosen: Chosen, query: str, is_capped: bool) -> list[Filter]:
    """Only those that part what was found; one way to narrow that leaves everything is none."""
    filters = []
    for key, (label, options) in chosen.offered.items():
        whole, *rest = _choices(found, chosen, key, options, query, is_capped)
        shown = [choice for choice in rest if choice.count or choice.is_current]
        if len(shown) > 1 or key in chosen.options:
            filters.append(Filter(label, [whole, *shown]))
    return filters


def _choices(
    found: Sequence[Ranked], chosen: Chosen, key: str, options: Sequence[Option], query: str, is_capped: bool
) -> Iterator[Choice]:
    left = narrowed(found, chosen, but_for=key)
    values = {name: option.value for name, option in chosen.options.items() if name != key}
    current = chosen.options.get(key)
    yield Choice("All", "", urlencode({"q": query, **values}), len(left), current is None, is_capped)
    counts = Counter(value for one in left for value in _values(key, one.candidate))
    for option in options:
        address = urlencode({"q": query, **values, key: option.value})
        count = counts[option.wanted]
        yield Choice(option.name, option.value, address, count, option is current, is_capped)
