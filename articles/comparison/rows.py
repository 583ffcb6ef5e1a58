"""Finding the rows of a list that were added, removed or changed, such as references and facts."""

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
    """One field of a row, before and after. A side is empty if the row is missing there."""

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
    """Compare the lists that stand under `name` in two Contents."""
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
    """Name the places of rows that changed their order. Added and removed rows do not count as moves."""
    ranks = [{key: rank for rank, key in enumerate(rows)} for rows in (old, new)]
    kept = [[key for key in rows if key in ranks[0] and key in ranks[1]] for rows in (old, new)]
    for one, other in zip(*kept, strict=True):
        if one != other:
            for key in (one, other):
                old[key][PLACE], new[key][PLACE] = str(ranks[0][key] + 1), str(ranks[1][key] + 1)


def _rows(row_list: RowList, rows: Any) -> _Rows:
    return {key: _said(row_list, row) for key, row in _by_key(row_list, rows)}


def _by_key(row_list: RowList, rows: Any) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Return entries by their keys. A list may hold keys, rows, or words by their keys."""
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
    """Return the label of a choice, or the stored value if it is no longer a choice."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(dict(column.flatchoices).get(value, value))
