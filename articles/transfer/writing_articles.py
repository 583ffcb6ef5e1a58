"""An article as its file: front matter and text, in the form that an import reads back."""

from collections.abc import Callable
from typing import Any

from articles.composing.compose import lines_of
from articles.drafts.fields import Field, Shape, fields_in_files, same_line_ends
from articles.drafts.parts import ROW_LISTS
from articles.models import Article, BreedFact, Edition
from articles.models.article import Kind
from articles.transfer.publication import day_of
from articles.transfer.sources import with_first_indent
from articles.transfer.writing_yaml import LineOfFields, LineOfNames, dump

FOLDERS = {Kind.ARTICLE: "articles", Kind.BREED: "breeds"}


def file_name(article: Article) -> str:
    return f"{FOLDERS[Kind(article.kind)]}/{article.slug}.md"


def article_text(article: Article, edition: Edition | None) -> str:
    """Return the article's file, as a draft unless `edition` is given.

    `edition` is the one that readers see, if it was made of this working copy.

    Empty fields are left out. References keep the order in which they were written.
    """
    fields = {field.file_key: _said(article, field) for field in fields_in_files()}
    related = LineOfNames(choice.other.slug for choice in article.related_choices.all())
    fields |= {"related": related, "featured": article.is_featured}
    said = {key: value for key, value in fields.items() if value} | _publication(edition)
    body = _body(article.body)
    return f"---\n{dump(said)}---\n" + (f"\n{body}\n" if body else "")


def _said(article: Article, field: Field) -> Any:
    if field.shape is Shape.ROWS:
        return WRITERS[field.name](article)
    value = getattr(article, field.name)
    if field.shape is Shape.LINK:
        return value.slug
    return lines_of(value) if field.shape is Shape.LINES else same_line_ends(value)


def _publication(edition: Edition | None) -> dict[str, Any]:
    """Leave out whether the edition was minor. That compares it with an earlier one, which no file has."""
    if edition is None:
        return {"draft": True}
    note = {"note": edition.note.strip()} if edition.note.strip() else {}
    return note | {"updated": day_of(edition.updated_at)}


def _species(article: Article) -> LineOfNames:
    return LineOfNames(sorted(species.slug for species in article.species.all()))


def _gallery(article: Article) -> list[Any]:
    places = list(article.gallery.all())
    if any(place.caption for place in places):
        return [
            LineOfFields(picture=place.picture.key, caption=place.caption)
            if place.caption
            else place.picture.key
            for place in places
        ]
    return LineOfNames(place.picture.key for place in places)


def _references(article: Article) -> dict[str, dict[str, Any]]:
    """Return every column of each reference, empty ones too, so that editors of the file see them."""
    columns = ROW_LISTS["references"].columns
    references = sorted(article.references.all(), key=lambda reference: int(reference.pk))
    return {reference.key: {name: getattr(reference, name) for name in columns} for reference in references}


def _facts(article: Article) -> list[LineOfFields]:
    return [_fact(fact) for fact in article.facts.all()]


def _fact(fact: BreedFact) -> LineOfFields:
    said = LineOfFields(label=same_line_ends(fact.label), value=same_line_ends(fact.value))
    if fact.reference:
        said["reference"] = fact.reference.key
    if fact.scale:
        said["scale"] = fact.scale
    return said


WRITERS: dict[str, Callable[[Article], Any]] = {
    "species": _species,
    "gallery": _gallery,
    "references": _references,
    "facts": _facts,
}


def _body(body: str) -> str:
    """Return the text without blank lines around it, and with one kind of line end."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    stripped = body.strip()
    return with_first_indent(body, body.rindex(stripped), stripped)
