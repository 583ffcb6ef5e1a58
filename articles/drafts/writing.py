"""Writing a Contents into an article. Nothing else writes the rows of a working copy.

The caller holds the article's lock, and drafts/editing.py takes stock of the result.
"""

from collections.abc import Callable, Iterable
from itertools import takewhile
from typing import Any

from django.db.models import Model

from articles.drafts.editing import save_unrecorded
from articles.drafts.fields import LINKS, PLAIN_FIELDS
from articles.drafts.parts import ROW_LISTS, Contents
from articles.models import Article, ArticlePicture, BreedFact, Picture, Reference, Species


class Guard:
    """Checks values before they are written, and may raise. This one accepts everything."""

    def missing(self, field: str, model: type[Model], name: str) -> None:
        """Called if no row of `model` has the name. Unless this raises, the name is left out."""

    def check(self, row: Model, field: str = "", key: str = "") -> None:
        """Called before the article or a row of `field` is saved. `key` is that of a reference."""


ANYTHING_GOES = Guard()


def write_contents(article: Article, contents: Contents, guard: Guard = ANYTHING_GOES) -> None:
    """Write `contents` into the article. Fields that it lacks stay as they are.

    References take the order of `contents`. A reference whose key and place do not change keeps
    its row.
    """
    for name in PLAIN_FIELDS:
        if name in contents:
            setattr(article, name, contents[name])
    for name in LINKS:
        if name in contents:
            _write_link(article, name, contents[name], guard)
    guard.check(article)
    save_unrecorded(article)
    # Facts refer to references, so references are written first.
    for name, write in WRITERS.items():
        if name in contents:
            write(article, contents[name], guard)


def rows_by(model: type[Model], column: str, names: Iterable[str]) -> dict[str, Any]:
    """Return the rows that exist, by their names in that column."""
    found = model._default_manager.filter(**{f"{column}__in": list(names)})
    return {getattr(row, column): row for row in found}


def linked_model(name: str) -> Any:
    """Return the model to which a field of the shape LINK refers."""
    return Article._meta.get_field(name).related_model


def _write_link(article: Article, name: str, slug: str, guard: Guard) -> None:
    model = linked_model(name)
    row = rows_by(model, "slug", [slug]).get(slug)
    if row is None:
        guard.missing(name, model, slug)
    else:
        setattr(article, name, row)


def _write_species(article: Article, slugs: list[str], guard: Guard) -> None:
    found = rows_by(Species, "slug", slugs)
    for slug in slugs:
        if slug not in found:
            guard.missing("species", Species, slug)
    article.species.set(found.values())


def _write_gallery(article: Article, places: list[Contents], guard: Guard) -> None:
    article.gallery.all().delete()
    found = rows_by(Picture, "key", [place["picture"] for place in places])
    for position, place in enumerate(places, start=1):
        picture = found.get(place["picture"])
        if picture is None:
            guard.missing("gallery", Picture, place["picture"])
            continue
        row = ArticlePicture(article=article, picture=picture, caption=place["caption"], position=position)
        guard.check(row, "gallery")
        row.save()


def _write_references(article: Article, references: list[Contents], guard: Guard) -> None:
    kept = _references_in_place(article, [reference["key"] for reference in references])
    article.references.exclude(pk__in=[row.pk for row in kept.values()]).delete()
    for reference in references:
        key = reference["key"]
        row = kept.pop(key, None) or Reference(article=article, key=key)
        for column in ROW_LISTS["references"].columns:
            if column in reference:
                setattr(row, column, reference[column])
        guard.check(row, "references", key)
        row.save()


def _references_in_place(article: Article, keys: list[str]) -> dict[str, Reference]:
    """Return the rows that can stay. Exports sort references by id, and a new row gets the highest."""
    rows = [row for row in article.references.order_by("pk") if row.key in keys]
    in_place = takewhile(lambda pair: pair[0].key == pair[1], zip(rows, keys, strict=False))
    return {key: row for row, key in in_place}


def _write_facts(article: Article, facts: list[Contents], guard: Guard) -> None:
    references = {row.key: row for row in article.references.all()}
    # Made anew in any case: nothing refers to a fact, so it need not stay the same row.
    article.facts.all().delete()
    for position, fact in enumerate(facts, start=1):
        key = fact["reference"]
        if key and key not in references:
            guard.missing("facts", Reference, key)
        row = BreedFact(
            article=article,
            label=fact["label"],
            value=fact["value"],
            reference=references.get(key),
            scale=fact.get("scale"),
            position=position,
        )
        guard.check(row, "facts")
        row.save()


WRITERS: dict[str, Callable[[Article, Any, Guard], None]] = {
    "species": _write_species,
    "gallery": _write_gallery,
    "references": _write_references,
    "facts": _write_facts,
}
