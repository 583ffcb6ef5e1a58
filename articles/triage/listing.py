"""The published checks in lists: on their own page, and beside what they are about."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet

from articles.animals import Animal, animals_of
from articles.models import SymptomCheck
from articles.triage.content import CheckText, check_text
from articles.triage.walk import ANIMAL


@dataclass(frozen=True)
class ListedCheck:
    """A check in a list; `href` asks about the animal that was chosen."""

    row: SymptomCheck
    text: CheckText
    href: str

    @property
    def most_questions(self) -> int:
        return len(self.text.questions)


def live_checks() -> QuerySet[SymptomCheck]:
    return SymptomCheck.objects.filter(published__isnull=False).select_related("published")


def listed(rows: Iterable[SymptomCheck], animal: str = "") -> list[ListedCheck]:
    """Return the checks as a list shows them; with an animal, only those about it."""
    texts = [(row, check_text(row.published.content, animal)) for row in rows if row.published]
    query = f"?{urlencode({ANIMAL: animal})}" if animal else ""
    return [
        ListedCheck(row, text, row.get_absolute_url() + query)
        for row, text in texts
        if not animal or text.animal
    ]


def checks_of_page(slug: str, species: Iterable[str]) -> list[ListedCheck]:
    """Return the checks of the sign that the page with this slug is about, which is about these species."""
    rows = live_checks().filter(published__content__pages__contains=slug)
    return listed(rows, the_animal(species))


def checks_of_species(species: str) -> list[ListedCheck]:
    """Return the checks for the animals of the species with this address."""
    animals = animals_of(species)
    if not animals:
        return []
    rows = live_checks().filter(published__content__animals__has_any_keys=animals)
    return listed(rows, the_animal([species]))


def the_animal(species: Iterable[str]) -> str:
    """Return the one animal that these species are, and nothing if they may be several."""
    animals: list[Animal] = [animal for one in species for animal in animals_of(one)]
    return animals[0] if len(animals) == 1 else ""
