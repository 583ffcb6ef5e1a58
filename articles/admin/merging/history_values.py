"""Between a form's values and a working copy as plain data: rows of the history hold the second."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from articles.admin.form_values import (
    GROUPS,
    POSITION,
    FormRow,
    FormValues,
    ordered_rows,
    written_rows,
)
from articles.drafts.fields import LINKS, PARTS, PLAIN_FIELDS, contents_of_version, same_line_ends
from articles.drafts.parts import ROW_LISTS, Contents
from articles.drafts.writing import linked_model
from articles.models import Article, Picture, Reference, Species
from articles.models.primary_key import read_pk

# The fields of rows that hold the primary key of another row, which the history calls by this column.
NAMED_BY = {"picture": "key", "reference": "key"}


def values_of_version(version: Any, names: set[str]) -> FormValues:
    """What the article's form would send of these fields and groups if it showed a row of the history."""
    contents = contents_of_version(version)
    values: FormValues = {name: [contents[name]] for name in PLAIN_FIELDS if name in names}
    for name in LINKS:
        if name in names:
            values[name] = _pks(linked_model(name).objects.all(), "slug", [contents[name]])
    if "species" in names:
        values["species"] = _pks(Species.objects.all(), "slug", contents["species"])
    for prefix in GROUPS:
        if prefix in names and version.parts:
            values |= written_rows(_form_rows(version, prefix, contents[prefix]), prefix)
    return values


def _pks(rows: QuerySet[Any], column: str, names: list[str]) -> list[str]:
    return [str(pk) for pk in rows.filter(**{f"{column}__in": names}).values_list("pk", flat=True)]


def _form_rows(version: Any, prefix: str, rows: list[Contents]) -> list[FormRow]:
    columns = (GROUPS[prefix], *ROW_LISTS[prefix].columns)
    found = [{name: _as_sent(row.get(name)) for name in columns} for row in rows]
    for name, column in NAMED_BY.items():
        if name in columns:
            pks = _linked(version.id, name, column, [row[name] for row in found])
            found = [{**row, name: pks.get(row[name], "")} for row in found]
    if ROW_LISTS[prefix].is_ordered:
        found = [{**row, POSITION: str(place)} for place, row in enumerate(found, start=1)]
    return found


def _linked(article: int, name: str, column: str, keys: list[str]) -> dict[str, str]:
    rows: QuerySet[Any] = _choice_of(article, name).filter(**{f"{column}__in": keys})
    return {key: str(pk) for key, pk in rows.values_list(column, "pk")}


def _choice_of(article: int, name: str) -> QuerySet[Any]:
    return Picture.objects.all() if name == "picture" else Reference.objects.filter(article=article)


def _as_sent(value: Any) -> str:
    return "" if value is None else str(value)


def contents_of_values(values: FormValues, article: Article) -> Contents:
    """A form's values as plain data for the history. What they lack, or what is not valid, is as saved."""
    saved: Contents = article.parts
    contents: Contents = {name: saved[name] for name in PARTS if name in saved}
    for name in PLAIN_FIELDS:
        contents[name] = _fitting(name, values[name][-1]) if values.get(name) else getattr(article, name)
    for name in LINKS:
        slugs = _slugs(linked_model(name), values.get(name, []))
        contents |= {name: slugs[0]} if slugs else {}
    contents["species"] = sorted(_slugs(Species, values.get("species", [])))
    for prefix in GROUPS:
        if f"{prefix}-TOTAL_FORMS" in values:
            contents[prefix] = _kept_rows(article, prefix, ordered_rows(values, prefix))
    return contents


def _fitting(name: str, text: str) -> str:
    length: int | None = getattr(Article._meta.get_field(name), "max_length", None)
    return same_line_ends(text)[:length]


def _slugs(model: type[Model], pks: list[str]) -> list[str]:
    known = [pk for text in pks if (pk := read_pk(text)) is not None]
    return list(model._default_manager.filter(pk__in=known).values_list("slug", flat=True))


def _kept_rows(article: Article, prefix: str, rows: list[FormRow]) -> list[Contents]:
    row_list = ROW_LISTS[prefix]
    columns = (row_list.key, *row_list.columns)
    kept = [{name: _stored(prefix, name, row.get(name, "")) for name in columns} for row in rows]
    for name, column in NAMED_BY.items():
        if name in columns:
            pks = [pk for row in kept if (pk := read_pk(row[name])) is not None]
            found = _choice_of(article.pk, name).filter(pk__in=pks).values_list("pk", column)
            keys = {str(pk): key for pk, key in found}
            kept = [{**row, name: keys.get(row[name], "")} for row in kept]
    return kept if row_list.is_ordered else sorted(kept, key=lambda row: row[row_list.key])


def _stored(prefix: str, name: str, text: str) -> Any:
    column: Any = ROW_LISTS[prefix].model._meta.get_field(name)
    if column.is_relation or not text.strip():
        return text if column.is_relation or not column.null else None
    try:
        return column.to_python(text.strip())
    except ValidationError:
        return column.get_default()
