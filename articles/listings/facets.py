"""By what a list can be narrowed: an animal, a subject, how urgent it is, the letter it begins with."""

from dataclasses import dataclass

from django.db.models import Q

from articles.listings.alphabet import LETTERS, OTHERS
from articles.models import Category, Species
from articles.urgency import Urgency

LETTER = "letter"
# In an address “#” would begin the name of a place on the page.
OTHERS_IN_ADDRESS = "other"
LAST_SIGN = chr(0x10FFFF)


@dataclass(frozen=True)
class Option:
    """`value` stands in the address, `name` on the page."""

    value: str
    name: str
    condition: Q


@dataclass(frozen=True)
class Facet:
    key: str
    label: str
    options: list[Option]

    def option(self, value: str) -> Option | None:
        return next((option for option in self.options if option.value == value), None)


def by_species() -> Facet:
    """One query."""
    options = [Option(one.slug, one.name, Q(species=one)) for one in Species.objects.all()]
    return Facet("species", "By animal", options)


def by_category() -> Facet:
    """One query."""
    options = [Option(one.slug, one.short_name, Q(category=one)) for one in Category.objects.all()]
    return Facet("category", "By subject", options)


def by_urgency() -> Facet:
    options = [Option(urgency.value, urgency.label, Q(urgency=urgency)) for urgency in Urgency]
    return Facet("urgency", "By level of urgency", options)


def by_letter() -> Facet:
    letters = [Option(letter, letter.upper(), Q(index_key__startswith=letter)) for letter in LETTERS]
    # The ends of the order are found by an index; whether “{” is at one is for each database to say.
    ends = Q(index_key__lt=LETTERS[0]) | Q(index_key__gt=f"{LETTERS[-1]}{LAST_SIGN}")
    others = Option(OTHERS_IN_ADDRESS, OTHERS, ends & ~Q(index_key__regex=f"^[{LETTERS}]"))
    return Facet(LETTER, "Find by letter", [*letters, others])
