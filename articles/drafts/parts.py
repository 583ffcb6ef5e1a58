"""The lists of an article: rows of its own, and the words of the library that it refers to.

`article.parts` holds them as plain data, beside the category and the author, so that one row of
the history is a whole working copy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from articles.composing.compose import Composition
from articles.composing.mentions import Mentioned
from articles.models import (
    ArticlePicture,
    BreedFact,
    GlossaryTerm,
    Picture,
    Reference,
    Species,
)

Contents = dict[str, Any]


@dataclass(frozen=True)
class RowList:
    """The columns that are kept of each row. `key` is the one that tells the rows of a list apart."""

    model: type[Model]
    key: str
    columns: tuple[str, ...] = ()
    # True if editors choose the order of the rows. All other lists are sorted by their keys.
    is_ordered: bool = False


ROW_LISTS = {
    "species": RowList(Species, "slug"),
    "gallery": RowList(ArticlePicture, "picture", ("caption",), is_ordered=True),
    "references": RowList(
        Reference,
        "key",
        (
            *("authors", "year", "title", "source", "locator"),
            *("doi", "url", "evidence", "studied", "sample_size"),
        ),
    ),
    "facts": RowList(BreedFact, "label", ("value", "reference", "scale"), is_ordered=True),
    # The digest stands for the image itself.
    "pictures": RowList(Picture, "key", ("digest", "alt", "is_decorative", "caption", "credit", "tone")),
    "terms": RowList(GlossaryTerm, "slug", ("name", "meaning")),
}
REFERENCES = ROW_LISTS["references"]


def rows_of(composition: Composition) -> Contents:
    """Return the rows that the article owns."""
    return {
        "species": sorted(species.slug for species in composition.species),
        "gallery": [
            {"picture": place.picture.key, "caption": place.caption} for place in composition.gallery
        ],
        "references": references_of(composition.references),
        "facts": [_fact(fact) for fact in composition.facts],
    }


def _fact(fact: BreedFact) -> dict[str, Any]:
    key = fact.reference.key if fact.reference else ""
    said = {"label": fact.label, "value": fact.value, "reference": key}
    # Without a scale nothing is added, so that texts signed before there were scales keep their digests.
    return said | ({"scale": fact.scale} if fact.scale else {})


def references_of(references: Iterable[Reference]) -> list[dict[str, Any]]:
    """Return the references, sorted by their keys as the database sorts them."""
    columns = (REFERENCES.key, *REFERENCES.columns)
    return [{column: getattr(reference, column) for column in columns} for reference in references]


def words_mentioned(mentioned: Mentioned) -> Contents:
    """Return the library's words that readers of the article see."""
    return {
        "pictures": {picture.key: words_of(picture) for picture in mentioned.pictures},
        "terms": {
            term.slug: {column: getattr(term, column) for column in ROW_LISTS["terms"].columns}
            for term in mentioned.terms
        },
    }


def words_of(picture: Picture) -> dict[str, Any]:
    """Return the part of a picture that readers see."""
    return {column: getattr(picture, column) for column in ROW_LISTS["pictures"].columns}
