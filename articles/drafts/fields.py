"""A working copy as plain data: everything a reader would see, and how it is put back.

The article's own fields stand in its row; `parts` holds the rest, so that one row of the
history is a whole working copy, though its references, pictures and facts are rows of
their own.
"""

from typing import Any

from articles.composing.mentions import Mentioned, mentioned_in
from articles.models import Article, Picture

Contents = dict[str, Any]

PLAIN_FIELDS = [
    *(
        "kind",
        "slug",
        "title",
        "index_term",
        "standfirst",
        "description",
        "answer",
        "key_points",
        "body",
        "urgency",
    ),
]
# Came after texts had been signed: saying nothing there leaves a digest as it was.
LATER_FIELDS = {"index_term", "terms"}
REFERENCE_FIELDS = [
    *("key", "authors", "year", "title", "source", "locator"),
    *("doi", "url", "evidence", "studied", "sample_size"),
]
PARTS = ["category", "author", "species", "gallery", "references", "facts", "pictures", "terms"]
# Named by the text, by their keys.
BY_KEY = ["pictures", "terms"]


def contents_of(article: Article, mentioned: Mentioned | None = None) -> Contents:
    """The working copy as it stands in the database now.

    `mentioned` spares a second reading of the text where the caller has it already.
    """
    plain = {field: same_line_ends(getattr(article, field)) for field in PLAIN_FIELDS}
    return plain | parts_of(article, mentioned or mentioned_in(article))


def contents_of_version(version: Any) -> Contents:
    """The working copy that a row of the history holds.

    Rows from before the history kept parts have none: then these are empty.
    """
    plain = {field: same_line_ends(getattr(version, field)) for field in PLAIN_FIELDS}
    empty: Contents = {part: [] for part in PARTS} | {"category": "", "author": ""}
    empty |= {part: {} for part in BY_KEY}
    parts: Contents = version.parts
    return plain | empty | parts


def parts_of(article: Article, mentioned: Mentioned) -> Contents:
    return {
        "category": article.category.slug,
        "author": article.author.slug,
        "species": sorted(article.species.values_list("slug", flat=True)),
        "gallery": [
            {"picture": key, "caption": caption}
            for key, caption in article.gallery.values_list("picture__key", "caption")
        ],
        "references": list(article.references.order_by("key").values(*REFERENCE_FIELDS)),
        "facts": [
            {"label": label, "value": value, "reference": key or ""} | ({"scale": scale} if scale else {})
            for label, value, key, scale in article.facts.values_list(
                "label", "value", "reference__key", "scale"
            )
        ],
        "pictures": {picture.key: words_of(picture) for picture in mentioned.pictures},
        "terms": {term.slug: {"name": term.name, "meaning": term.meaning} for term in mentioned.terms},
    }


def words_of(picture: Picture) -> dict[str, Any]:
    """What readers get of a picture; its digest names the image itself."""
    return {
        "digest": picture.digest,
        "alt": picture.alt,
        "is_decorative": picture.is_decorative,
        "caption": picture.caption,
        "credit": picture.credit,
        "tone": picture.tone,
    }


def same_line_ends(text: str) -> str:
    """Browsers send CR LF, files have LF: a form saved without a change is no change."""
    return text.replace("\r\n", "\n").strip()
