"""Which rows of a list came, went or changed: references, gallery, facts, species, pictures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from articles.comparison.words import Segments, WordMarker
from articles.drafts.parts import ROW_LISTS, RowList

IMAGE = "The image"
PLACE = "Place in the list"


@dataclass(frozen=True)
class Detail:
    """One field of a row, before and after; empty on the side where there was none."""

    label: str
    old: Segments
    new: Segments


@dataclass(frozen=True)
class Item:
    """A row of the list. `change` is "added", "removed" or "changed"."""

    name: str
    change: str
    details: tuple[Detail, ...] = ()


# What a row says, by the label of each column.
_Said = dict[str, str]
_Rows = dict[str, _Said]


def compare_lists(name: str, before: Any, after: Any, marker: WordMarker) -> tuple[Item, ...]:
    """`name` is that of the list in a Contents."""
    row_list = ROW_LISTS[name]
    old, new = _rows(row_list, before), _rows(row_list, after)
    if row_list.is_ordered:
        _say_places(old, new)
    changed = [key for key in new if key in old and old[key] != new[key]]
    return (
        *(Item(key, "changed", _details(old[key], new[key], marker)) for key in changed),
        *(Item(key, "added", _details({}, said, marker)) for key, said in new.items() if key not in old),
        *(Item(key, "removed", _details(said, {}, marker)) for key, said in old.items() if key not in new),
    )


def _details(old: _Said, new: _Said, marker: WordMarker) -> tuple[Detail, ...]:
    labels = dict.fromkeys([*new, *old])
    return tuple(
        Detail(label, *marker.mark(old.get(label, ""), new.get(label, "")))
        for label in labels
        if old.get(label, "") != new.get(label, "")
    )


def _say_places(old: _Rows, new: _Rows) -> None:
    """Only for rows that passed one another: a row that came or went moves no other."""
    ranks = [{key: rank for rank, key in enumerate(rows)} for rows in (old, new)]
    kept = [[key for key in rows if key in ranks[0] and key in ranks[1]] for rows in (old, new)]
    for one, other in zip(*kept, strict=True):
        if one != other:
            for key in (one, other):
                old[key][PLACE], new[key][PLACE] = str(ranks[0][key] + 1), str(ranks[1][key] + 1)


def _rows(row_list: RowList, rows: Any) -> _Rows:
    return {key: _said(row_list, row) for key, row in _by_key(row_list, rows)}


def _by_key(row_list: RowList, rows: Any) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Of words by their keys, of rows, or of keys alone."""
    if isinstance(rows, Mapping):
        return rows.items()
    return [(row, {}) if isinstance(row, str) else (row[row_list.key], row) for row in rows]


def _said(row_list: RowList, row: Mapping[str, Any]) -> _Said:
    columns = [row_list.model._meta.get_field(name) for name in row_list.columns]
    return dict(_labelled(column, row.get(column.name)) for column in columns)


def _labelled(column: Any, value: Any) -> tuple[str, str]:
    if column.name == "digest":
        return IMAGE, f"file {value[:8]}" if value else ""
    return str(capfirst(column.verbose_name)), in_words(column, value)


def in_words(column: Any, value: Any) -> str:
    """A choice by its label; by the stored value where it is no choice any more."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(dict(column.flatchoices).get(value, value))
