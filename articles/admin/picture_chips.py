"""The chips above the picture library: which pictures the list shows, and how many there are of each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from articles.models import Picture
from articles.pictures.alt_text import FILE_NAMES
from articles.pictures.usage import used, used_nowhere

Choice = Callable[[QuerySet[Picture]], QuerySet[Picture]]


def without_words(pictures: QuerySet[Picture]) -> QuerySet[Picture]:
    """Those whose alternative text is missing, or is a file's name or a key, as old imports have it."""
    named_like_files = [Q(alt__iregex=f"^(?:{name.pattern})$") for name in FILE_NAMES]
    blank = Q(alt="") | Q(alt=F("key"))
    return pictures.filter(Q(blank, *named_like_files, _connector=Q.OR), is_decorative=False)


def _credited_as(start: str) -> Choice:
    """A picture's credit begins with what it is: “Drawing: Scratchpost”."""
    return lambda pictures: pictures.filter(credit__istartswith=start)


CHOICES: dict[str, tuple[str, Choice]] = {
    "used": ("Used", used),
    "nowhere": ("Used nowhere", used_nowhere),
    "words": ("Words missing", without_words),
    "drawings": ("Drawings", _credited_as("Drawing")),
    "photos": ("Photos", _credited_as("Photo")),
    "decoration": ("Decoration", lambda pictures: pictures.filter(is_decorative=True)),
}


@dataclass(frozen=True)
class PictureChip:
    name: str
    query: str
    count: int
    is_chosen: bool


def chips(chosen: str | None) -> list[PictureChip]:
    """One query for each, however many pictures there are."""
    pictures = Picture.objects.order_by()
    return [
        PictureChip("All", "", pictures.count(), chosen not in CHOICES),
        *(
            PictureChip(
                name, f"{ShownFilter.parameter_name}={value}", choice(pictures).count(), chosen == value
            )
            for value, (name, choice) in CHOICES.items()
        ),
    ]


class ShownFilter(admin.SimpleListFilter):
    title = "which pictures"
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, name) for value, (name, _) in CHOICES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        value = self.value() or ""
        return CHOICES[value][1](queryset) if value in CHOICES else queryset
