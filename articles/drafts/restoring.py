"""Putting a version of the history back into the working copy."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.drafts import editing
from articles.drafts.fields import ADDRESS, PLAIN_FIELDS, Contents, contents_of_version
from articles.drafts.parts import REFERENCES
from articles.models import (
    Article,
    ArticlePicture,
    BreedFact,
    Category,
    Contributor,
    GlossaryTerm,
    Picture,
    Reference,
    Species,
)
from articles.models.article import Kind
from articles.roles import Person, require_edit

RESTORED = [field for field in PLAIN_FIELDS if field not in ADDRESS]
TEXT_ONLY = (
    "That version kept its text alone: category, author, animals, pictures, references and facts stay as "
    "they are now."
)


@dataclass(frozen=True)
class Restoration:
    """The working copy as it is now, and in sentences what could not be put back."""

    article: Article
    left_out: list[str]


@dataclass(frozen=True)
class _Kept:
    """What a version names, as far as it is still there."""

    category: Category | None
    author: Contributor | None
    species: dict[str, Species]
    pictures: dict[str, Picture]


@transaction.atomic
def restore(article: Article, row: Any, *, by: Person, version: int | None = None) -> Restoration:
    """Make the working copy say what `row` of its history says; readers see none of it.

    Address, owner and place on the home page stay as they are. `version` is that of the
    working copy which the person saw. Raises NotAllowed, or Conflict when it moved on.
    """
    if row.id != article.pk:
        raise ValueError(f"Version {row.pk} is not one of article {article.pk}.")
    article = editing.lock(article, version)
    require_edit(by, article)
    # Nobody's autosaved words are lost by a restoration, the person's own neither.
    editing.keep_autosaved(article, by=None)
    contents = contents_of_version(row)
    for field in RESTORED:
        setattr(article, field, contents[field])
    if row.parts:
        _write_parts(article, contents)
    at = timezone.localtime(row.history_date)
    editing.record(article, by=by, why=f"Restored the version of {at:%-d %B %Y, %H:%M}")
    return Restoration(article, left_out(article, row))


def left_out(article: Article, row: Any) -> list[str]:
    """What of the version cannot be put back, in sentences."""
    sentences = []
    if row.kind != article.kind:
        sentences.append(f"It stays what it is, “{Kind(article.kind).label}”: that is part of its address.")
    if not row.parts:
        return [*sentences, TEXT_ONLY]
    return [*sentences, *_missing(contents_of_version(row))]


def _missing(contents: Contents) -> Iterator[str]:
    kept = _find(contents)
    if kept.category is None:
        yield f"The category “{contents['category']}” no longer exists: the present one stays."
    if kept.author is None:
        yield f"The author “{contents['author']}” no longer exists: the present one stays."
    for slug in contents["species"]:
        if slug not in kept.species:
            yield f"The animals “{slug}” no longer exist."
    for key in _picture_keys(contents):
        if key not in kept.pictures:
            yield f"The picture “{key}” is no longer in the library."
    explained = GlossaryTerm.objects.filter(slug__in=contents["terms"]).values_list("slug", flat=True)
    for key in sorted(set(contents["terms"]) - set(explained)):
        yield f"The word “{key}” is no longer in the glossary."


def _find(contents: Contents) -> _Kept:
    pictures = Picture.objects.filter(key__in=_picture_keys(contents))
    return _Kept(
        category=Category.objects.filter(slug=contents["category"]).first(),
        author=Contributor.objects.filter(slug=contents["author"]).first(),
        species={one.slug: one for one in Species.objects.filter(slug__in=contents["species"])},
        pictures={picture.key: picture for picture in pictures},
    )


def _picture_keys(contents: Contents) -> list[str]:
    """Of its gallery and of its text, none twice."""
    return list(dict.fromkeys([*(place["picture"] for place in contents["gallery"]), *contents["pictures"]]))


def _write_parts(article: Article, contents: Contents) -> None:
    kept = _find(contents)
    article.category = kept.category or article.category
    article.author = kept.author or article.author
    article.species.set(kept.species.values())
    _write_gallery(article, contents, kept.pictures)
    # Facts rest on references, so those come first.
    _write_references(article, contents)
    _write_facts(article, contents)


def _write_gallery(article: Article, contents: Contents, pictures: dict[str, Picture]) -> None:
    places = [place for place in contents["gallery"] if place["picture"] in pictures]
    article.gallery.all().delete()
    ArticlePicture.objects.bulk_create(
        ArticlePicture(
            article=article, picture=pictures[place["picture"]], caption=place["caption"], position=position
        )
        for position, place in enumerate(places, start=1)
    )


def _write_references(article: Article, contents: Contents) -> None:
    """A reference that is there already under its key stays the same row."""
    references = contents["references"]
    article.references.exclude(key__in=[reference["key"] for reference in references]).delete()
    for reference in references:
        fields = {
            field: reference[field] for field in (REFERENCES.key, *REFERENCES.columns) if field in reference
        }
        Reference.objects.update_or_create(article=article, key=fields.pop("key"), defaults=fields)


def _write_facts(article: Article, contents: Contents) -> None:
    references = {reference.key: reference for reference in article.references.all()}
    article.facts.all().delete()
    BreedFact.objects.bulk_create(
        BreedFact(
            article=article,
            label=fact["label"],
            value=fact["value"],
            reference=references.get(fact["reference"]),
            scale=fact.get("scale"),
            position=position,
        )
        for position, fact in enumerate(contents["facts"], start=1)
    )
