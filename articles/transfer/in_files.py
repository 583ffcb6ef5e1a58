"""How the columns of a row stand in the entries of files."""

from typing import Any

from django.db.models import Field, Model

from articles.models import Article, Picture, Species

# Fields of entries whose column has another name.
COLUMNS = {"check": "check_slug"}


def column_of(field: str) -> str:
    return COLUMNS.get(field, field)


def in_files(row: Model, field: str) -> Any:
    """Return the value as files write it: a picture by its key, a subject or an article by its slug."""
    return _as_written(getattr(row, column_of(field)))


def default_in_files(row: Model, field: str) -> Any:
    """Return what a row has if its entry leaves the field out."""
    column = row._meta.get_field(column_of(field))
    return _as_written(column.get_default()) if isinstance(column, Field) else None


def _as_written(value: Any) -> Any:
    if isinstance(value, Species | Article):
        return value.slug
    if isinstance(value, list):
        return " ".join(value)
    return value.key if isinstance(value, Picture) else value
