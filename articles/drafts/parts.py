"""The lists of an article: rows of its own, and the words of the library that it refers to.

`article.parts` holds them as plain data, beside the category and the author, so that one row of
the history is a whole working copy.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from articles.composing.mentions import Mentioned
from articles.models import (
    Article,
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
    """What is kept of each row: `key`, which no other row of the list has, and the other columns."""

    model: type[Model]
    key: str
    columns: tuple[str, ...] = ()
    # Whether editors chose the order of the rows. All other lists are sorted by their keys.
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


def rows_of(article: Article) -> Contents:
    """The article's own rows as they stand in the database now."""
    return {
        "species": sorted(article.species.values_list("slug", flat=True)),
        "gallery": [
            {"picture": key, "caption": caption}
            for key, caption in article.gallery.values_list("picture__key", "caption")
        ],
        "references": references_of(article),
        "facts": [
            {"label": label, "value": value, "reference": key or ""} | ({"scale": scale} if scale else {})
            for label, value, key, scale in article.facts.values_list(
                "label", "value", "reference__key", "scale"
            )
        ],
    }


def references_of(article: Article) -> list[dict[str, Any]]:
    return list(article.references.order_by("key").values(REFERENCES.key, *REFERENCES.columns))


def words_mentioned(mentioned: Mentioned) -> Contents:
    """The words of the library that readers of the article see."""
    return {
        "pictures": {picture.key: words_of(picture) for picture in mentioned.pictures},
        "terms": {
            term.slug: {column: getattr(term, column) for column in ROW_LISTS["terms"].columns}
            for term in mentioned.terms
        },
    }


def words_of(picture: Picture) -> dict[str, Any]:
    """What readers get of a picture."""
    return {column: getattr(picture, column) for column in ROW_LISTS["pictures"].columns}
