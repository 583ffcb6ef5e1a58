"""The facets by which a list can be filtered: animal, subject, urgency and first letter."""

from dataclasses import dataclass

from django.db.models import Q

from articles.listings.alphabet import LETTERS, OTHERS
from articles.models import Category, Species
from articles.urgency import Urgency

LETTER = "letter"
# In an address “#” would begin a fragment.
OTHERS_IN_ADDRESS = "other"
# The last character of Unicode, which sorts behind all others.
LAST_SIGN = chr(0x10FFFF)


@dataclass(frozen=True)
class Option:
    """One value of a facet: `value` is its form in the address, `name` its form on the page."""

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
    """Return a facet with all species, with one query."""
    options = [Option(one.slug, one.name, Q(species=one)) for one in Species.objects.all()]
    return Facet("species", "By animal", options)


def by_category() -> Facet:
    """Return a facet with all categories, with one query."""
    options = [Option(one.slug, one.short_name, Q(category=one)) for one in Category.objects.all()]
    return Facet("category", "By subject", options)


def by_urgency() -> Facet:
    options = [Option(urgency.value, urgency.label, Q(urgency=urgency)) for urgency in Urgency]
    return Facet("urgency", "By how soon to call a vet", options)


def by_letter() -> Facet:
    letters = [Option(letter, letter.upper(), Q(index_key__startswith=letter)) for letter in LETTERS]
    # An index finds the rows before “a” and behind “z”. The collation of the database decides which
    # signs sort there, so the regular expression takes out what begins with a letter after all.
    ends = Q(index_key__lt=LETTERS[0]) | Q(index_key__gt=f"{LETTERS[-1]}{LAST_SIGN}")
    others = Option(OTHERS_IN_ADDRESS, OTHERS, ends & ~Q(index_key__regex=f"^[{LETTERS}]"))
    return Facet(LETTER, "Find by letter", [*letters, others])
