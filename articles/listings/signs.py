"""The signs of the emergency page, by level and group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from articles.animals import Animal
from articles.models import Edition, EmergencySign
from articles.models.article import page_address
from articles.models.emergency import SignGroup
from articles.urgency import LADDER, CareLevel

# Of rows that were made before there were groups.
NO_GROUP = ("", "Other signs")


@dataclass(frozen=True)
class Page:
    """A live page or a 60-second check that says more about a sign."""

    title: str
    address: str


@dataclass(frozen=True)
class Sign:
    row: EmergencySign
    page: Page | None
    check: Page | None
    is_hidden: bool


@dataclass(frozen=True)
class Signs:
    """Some of the signs. `animal` is the one whose signs the reader asked for, or empty for all."""

    signs: list[Sign]
    animal: str

    @cached_property
    def animals(self) -> list[str]:
        """The animals that these signs concern; empty if one of the signs is for all."""
        if any(not sign.row.animals for sign in self.signs):
            return []
        concerned = {animal for sign in self.signs for animal in sign.row.animals}
        return [animal for animal in Animal.values if animal in concerned]

    @property
    def is_hidden(self) -> bool:
        return is_of_others(self.animals, self.animal)


@dataclass(frozen=True)
class Group(Signs):
    slug: str
    name: str


@dataclass(frozen=True)
class SignLevel(Signs):
    care: CareLevel

    @property
    def groups(self) -> list[Group]:
        found = (
            Group([sign for sign in self.signs if sign.row.group == value], self.animal, value, str(name))
            for value, name in (*SignGroup.choices, NO_GROUP)
        )
        return [group for group in found if group.signs]

    @property
    def animals_without_signs(self) -> list[str]:
        return [animal for animal in Animal.values if self.animals and animal not in self.animals]


def is_of_others(animals: Sequence[str], animal: str) -> bool:
    return bool(animal and animals and animal not in animals)


def by_level(animal: str, checks: Mapping[str, Page]) -> list[SignLevel]:
    """Return the levels that have signs, the worst first, each with the signs of all animals.

    `checks` are the live ones, by their slug. The page hides the signs of other animals, so that a reader
    can choose another animal on it. Two queries.
    """
    live = Edition.objects.live().filter(article=OuterRef("page"))
    page = JSONObject(title="title", kind="kind", slug="article__slug")
    rows = EmergencySign.objects.annotate(live_page=Subquery(live.values(found=page)[:1]))
    signs = [
        Sign(row, _page(row.live_page), checks.get(row.check_slug), is_of_others(row.animals, animal))
        for row in rows.prefetch_related("signatures")
    ]
    levels = (
        SignLevel([sign for sign in signs if sign.row.level == care.name], animal, care) for care in LADDER
    )
    return [level for level in levels if level.signs]


def _page(found: dict[str, Any] | None) -> Page | None:
    return Page(found["title"], page_address(found["kind"], found["slug"])) if found else None
