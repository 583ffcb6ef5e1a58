"""Which rows of a list came, went or changed: references, gallery, facts, species, pictures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, TextChoices
from django.utils.text import capfirst

from articles.comparison.words import Segments, WordMarker
from articles.drafts.fields import REFERENCE_FIELDS
from articles.models import ArticlePicture, BreedFact, GlossaryTerm, Picture, Reference
from articles.models.picture import Tone
from articles.models.reference import Evidence

# The database keeps what is in JSON in an order of its own.
PICTURE_WORDS = ["alt", "is_decorative", "caption", "credit", "tone"]

PLACE = "Place in the list"


@dataclass(frozen=True)
class Detail:
    """One field of a row, before and after; empty on the side where there was none."""

    label: str
    old: Segments
    new: Segments


@dataclass(frozen=True)
class Item:
    """A row of the list. `change` is "added", "removed" or "changed"."""

    name: str
    change: str
    details: tuple[Detail, ...] = ()


# What a row says, by the words for each of its fields; its name is the key.
_Said = dict[str, str]
_Rows = dict[str, _Said]


def label_of(model: type[Model], field: str) -> str:
    name: str = str(model._meta.get_field(field).verbose_name)  # type: ignore[union-attr]  # no relation from elsewhere
    return str(capfirst(name))


def choice(choices: type[TextChoices], value: str) -> str:
    """The words for a stored value; the value itself where there is no such choice any more."""
    return str(choices(value).label) if value in choices.values else value


def compare_lists(name: str, before: Any, after: Any, marker: WordMarker) -> tuple[Item, ...]:
    """`name` is that of the list in a Contents."""
    keyed = KEYED[name]
    old, new = keyed(before), keyed(after)
    if name in ORDERED:
        _say_places(old, new)
    changed = [key for key in new if key in old and old[key] != new[key]]
    return (
        *(Item(key, "changed", _details(old[key], new[key], marker)) for key in changed),
        *(Item(key, "added", _details({}, said, marker)) for key, said in new.items() if key not in old),
        *(Item(key, "removed", _details(said, {}, marker)) for key, said in old.items() if key not in new),
    )


def _details(old: _Said, new: _Said, marker: WordMarker) -> tuple[Detail, ...]:
    labels = dict.fromkeys([*new, *old])
    return tuple(
        Detail(label, *marker.mark(old.get(label, ""), new.get(label, "")))
        for label in labels
        if old.get(label, "") != new.get(label, "")
    )


def _say_places(old: _Rows, new: _Rows) -> None:
    """Only of rows that passed one another: one that came or went moves none of the others."""
    ranks = [{key: rank for rank, key in enumerate(rows)} for rows in (old, new)]
    kept = [[key for key in rows if key in ranks[0] and key in ranks[1]] for rows in (old, new)]
    for one, other in zip(*kept, strict=True):
        if one != other:
            for key in (one, other):
                old[key][PLACE], new[key][PLACE] = str(ranks[0][key] + 1), str(ranks[1][key] + 1)


# --- the lists of a Contents


def _species(slugs: Sequence[str]) -> _Rows:
    return {slug: {} for slug in slugs}


def _gallery(places: Sequence[Mapping[str, Any]]) -> _Rows:
    return {
        place["picture"]: {label_of(ArticlePicture, "caption"): place.get("caption", "")} for place in places
    }


def _references(references: Sequence[Mapping[str, Any]]) -> _Rows:
    return {
        reference["key"]: {
            label_of(Reference, field): _text(reference.get(field), Evidence if field == "evidence" else None)
            for field in REFERENCE_FIELDS
            if field != "key"
        }
        for reference in references
    }


def _facts(facts: Sequence[Mapping[str, Any]]) -> _Rows:
    return {
        fact["label"]: {
            label_of(BreedFact, field): str(fact.get(field) or "")
            for field in ("value", "reference", "scale")
        }
        for fact in facts
    }


def _pictures(pictures: Mapping[str, Mapping[str, Any]]) -> _Rows:
    return {
        key: {
            "The image": f"file {words['digest'][:8]}" if words.get("digest") else "",
            **{
                label_of(Picture, field): _text(words.get(field), Tone if field == "tone" else None)
                for field in PICTURE_WORDS
            },
        }
        for key, words in pictures.items()
    }


def _terms(terms: Mapping[str, Mapping[str, Any]]) -> _Rows:
    return {
        key: {label_of(GlossaryTerm, field): said.get(field, "") for field in ("name", "meaning")}
        for key, said in terms.items()
    }


def _text(value: Any, choices: type[TextChoices] | None = None) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None:
        return ""
    return choice(choices, value) if choices else str(value)


KEYED: dict[str, Callable[[Any], _Rows]] = {
    "species": _species,
    "gallery": _gallery,
    "references": _references,
    "facts": _facts,
    "pictures": _pictures,
    "terms": _terms,
}

# The others are sorted by their keys.
ORDERED = {"gallery", "facts"}
