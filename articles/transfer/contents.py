"""What the file of an article says, as the Contents of a working copy."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from django.db import models

from articles.drafts.fields import FIELDS, Field, Shape
from articles.drafts.parts import ROW_LISTS, Contents
from articles.models import Article, Reference
from articles.transfer.sources import ArticleSource


def contents_in(source: ArticleSource) -> Contents:
    """Return every field that files have. Raises FileProblem where a value has the wrong form.

    The writing of the working copy checks whether the names exist and the values fit.
    """
    read = {field.name: _value(source, field) for field in FIELDS if field.file_key}
    return read | {"body": source.body}


def _value(source: ArticleSource, field: Field) -> Any:
    if field.shape is Shape.ROWS:
        return READERS[field.name](source, field.file_key)
    if field.shape is Shape.LINES:
        return "\n".join(texts_of(source, field.file_key))
    value = source.data.get(field.file_key)
    if value is None and field.shape is not Shape.LINK:
        return _default(field.name)
    return text_of(value)


def _default(name: str) -> str:
    """Return the value that a new article has in a field which its file leaves out."""
    default: str = cast("models.CharField", Article._meta.get_field(name)).get_default()
    return default


def _species(source: ArticleSource, key: str) -> list[str]:
    return list(texts_of(source, key))


def _gallery(source: ArticleSource, key: str) -> list[Contents]:
    """Read entries that are a picture's key, or {picture, caption} where the article has its own caption."""
    places = []
    for entry in _list(source, key):
        fields = entry if isinstance(entry, dict) else {"picture": entry}
        _refuse_unknown(source, key, fields, "gallery")
        place = {"picture": text_of(fields.get("picture")), "caption": text_of(fields.get("caption"))}
        if any(place.values()):
            places.append(place)
    return places


def _references(source: ArticleSource, key: str) -> list[Contents]:
    references = []
    for name, fields in _mapping(source, key).items():
        _refuse_unknown(source, str(name), fields, "references", but="key")
        said = {column: _said(fields, column) for column in ROW_LISTS["references"].columns}
        references.append({"key": str(name), **said})
    return references


def _said(fields: dict[str, Any], column: str) -> Any:
    """Return the value as YAML read it. The writing checks whether it fits the column."""
    value = fields.get(column)
    nothing = None if Reference._meta.get_field(column).null else ""
    return nothing if value is None or value == "" else value


def _facts(source: ArticleSource, key: str) -> list[Contents]:
    facts = []
    for row in _list(source, key):
        if not isinstance(row, dict):
            raise source.problem(key, "Each fact has a label and a value.")
        _refuse_unknown(source, key, row, "facts")
        said = {name: text_of(row.get(name)) for name in ("label", "value", "reference")}
        facts.append(said | {"scale": row.get("scale")})
    return facts


READERS: dict[str, Callable[[ArticleSource, str], Any]] = {
    "species": _species,
    "gallery": _gallery,
    "references": _references,
    "facts": _facts,
}


def _refuse_unknown(
    source: ArticleSource, at: str, fields: dict[Any, Any], row_list: str, but: str = ""
) -> None:
    """Refuse columns that no file may set, such as the primary key of another article's row."""
    rows = ROW_LISTS[row_list]
    known = {rows.key, *rows.columns} - {but}
    for field in fields:
        if field not in known:
            raise source.problem(at, f"{at}: “{field}” is not known.")


def texts_of(source: ArticleSource, key: str) -> Iterator[str]:
    """Leave out the entries that hold nothing, such as a dash alone on its line."""
    return (text for value in _list(source, key) if (text := text_of(value)))


def text_of(value: Any) -> str:
    # YAML reads a word such as 2020 as a number.
    return "" if value is None else str(value).strip()


def _list(source: ArticleSource, key: str) -> list[Any]:
    values = source.data.get(key) or []
    if not isinstance(values, list):
        raise source.problem(key, f"“{key}” is a list.")
    return values


def _mapping(source: ArticleSource, key: str) -> dict[Any, dict[str, Any]]:
    values = source.data.get(key) or {}
    if not isinstance(values, dict) or not all(isinstance(value, dict) for value in values.values()):
        raise source.problem(key, f"“{key}” is a list of keys, each with its fields.")
    return values
