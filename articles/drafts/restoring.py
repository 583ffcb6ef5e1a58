"""Putting a version of the history back into the working copy."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.drafts import editing
from articles.drafts.fields import ADDRESS, LINKS, contents_of_version
from articles.drafts.history import kept_in
from articles.drafts.locking import lock_article
from articles.drafts.parts import Contents
from articles.drafts.writing import linked_model, rows_by, write_contents
from articles.models import Article, GlossaryTerm, Picture, Species
from articles.models.article import Kind
from articles.roles import Person, require_edit

TEXT_ONLY = (
    "That version kept its text alone: category, author, animals, pictures, references and facts stay as "
    "they are now."
)


@dataclass(frozen=True)
class Restoration:
    """The new working copy, and sentences that say what could not be put back."""

    article: Article
    left_out: list[str]


@transaction.atomic
def restore(article: Article, row: Any, *, by: Person, version: int | None = None) -> Restoration:
    """Make the working copy say what `row` of its history says. Readers do not see this.

    Address, owner and place on the home page stay as they are. `version` is that of the working
    copy which the person saw. Raises NotAllowed, or Conflict if somebody changed it since.
    """
    if row.id != article.pk:
        raise ValueError(f"Version {row.pk} is not one of article {article.pk}.")
    article = lock_article(article.pk, version)
    require_edit(by, article)
    # The history also keeps the autosaved words that this replaces, even the person's own.
    editing.keep_autosaved(article, by=None)
    write_contents(article, _to_restore(article, row))
    at = timezone.localtime(row.history_date)
    editing.record(article, by=by, why=f"Restored the version of {at:%-d %B %Y, %H:%M}")
    return Restoration(article, left_out(article, row))


def left_out(article: Article, row: Any) -> list[str]:
    """Return sentences that say what of the version cannot be put back."""
    sentences = []
    if row.kind != article.kind:
        sentences.append(f"It stays what it is, “{Kind(article.kind).label}”: that is part of its address.")
    if not row.parts:
        return [*sentences, TEXT_ONLY]
    return [*sentences, *_missing(contents_of_version(row))]


def _to_restore(article: Article, row: Any) -> Contents:
    contents = {name: value for name, value in kept_in(row).items() if name not in ADDRESS}
    if "references" in contents:
        contents["references"] = _in_present_order(article, contents["references"])
    return contents


def _in_present_order(article: Article, references: list[Contents]) -> list[Contents]:
    """Sort references as they stand now. The history keeps them by their keys and knows no order."""
    keys = list(article.references.order_by("pk").values_list("key", flat=True))
    places = {key: place for place, key in enumerate(keys)}
    return sorted(references, key=lambda reference: places.get(reference["key"], len(places)))


def _missing(contents: Contents) -> Iterator[str]:
    for name in LINKS:
        if not rows_by(linked_model(name), "slug", [contents[name]]):
            yield f"The {name} “{contents[name]}” no longer exists: the present one stays."
    for slug in _without(contents["species"], rows_by(Species, "slug", contents["species"])):
        yield f"The animals “{slug}” no longer exist."
    pictures = _picture_keys(contents)
    for key in _without(pictures, rows_by(Picture, "key", pictures)):
        yield f"The picture “{key}” is no longer in the library."
    terms = sorted(contents["terms"])
    for slug in _without(terms, rows_by(GlossaryTerm, "slug", terms)):
        yield f"The word “{slug}” is no longer in the glossary."


def _without(names: list[str], found: dict[str, Any]) -> list[str]:
    return [name for name in names if name not in found]


def _picture_keys(contents: Contents) -> list[str]:
    """Return the keys of the pictures in the gallery and in the text, none twice."""
    return list(dict.fromkeys([*(place["picture"] for place in contents["gallery"]), *contents["pictures"]]))
