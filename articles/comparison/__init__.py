"""Comparing two working copies. The result is data that templates lay out.

`compare` takes two Contents (articles/drafts/parts.py). The work it does on them has a limit.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from articles.comparison.lines import Line, Row, compare_lines
from articles.comparison.rows import Detail, Item, compare_lists, in_words
from articles.comparison.words import Segment, Segments, WordMarker
from articles.drafts.fields import FIELD, FIELDS, Field, Shape
from articles.drafts.parts import Contents
from articles.models import Article


@dataclass(frozen=True)
class ValueChange:
    shape: ClassVar[str] = "value"
    label: str
    old: Segments
    new: Segments


@dataclass(frozen=True)
class TextChange:
    shape: ClassVar[str] = "text"
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ListChange:
    shape: ClassVar[str] = "list"
    label: str
    items: tuple[Item, ...]


Change = ValueChange | TextChange | ListChange


@dataclass(frozen=True)
class Comparison:
    """The differences, field by field. It is empty if the two say the same."""

    changes: tuple[Change, ...]


def compare(before: Contents, after: Contents) -> Comparison:
    """Compare the fields that both have. An old version in the history may lack some."""
    # One for the whole comparison: it bounds the work on all fields together.
    marker = WordMarker()
    both = [field for field in FIELDS if field.name in before and field.name in after]
    return Comparison(
        tuple(
            _change(field, before[field.name], after[field.name], marker)
            for field in both
            if before[field.name] != after[field.name]
        )
    )


def compare_texts(before: str, after: str, label: str = FIELD["body"].label) -> Comparison:
    """Compare two single texts, such as one field of a form."""
    if before == after:
        return Comparison(())
    return Comparison((TextChange(label, compare_lines(before, after, WordMarker())),))


def _change(field: Field, before: Any, after: Any, marker: WordMarker) -> Change:
    if field.shape in (Shape.TEXT, Shape.LINES):
        in_paragraphs = field.shape is Shape.TEXT
        return TextChange(field.label, compare_lines(before, after, marker, in_paragraphs=in_paragraphs))
    if field.shape in (Shape.ROWS, Shape.WORDS):
        return ListChange(field.label, compare_lists(field.name, before, after, marker))
    column = Article._meta.get_field(field.name)
    old, new = (in_words(column, value) for value in (before, after))
    return ValueChange(field.label, *marker.mark(old, new))


__all__ = [
    "Change",
    "Comparison",
    "Detail",
    "Item",
    "Line",
    "ListChange",
    "Row",
    "Segment",
    "TextChange",
    "ValueChange",
    "compare",
    "compare_texts",
]
