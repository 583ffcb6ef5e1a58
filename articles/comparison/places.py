"""A comparison as a list of places, each in a few words: for a page beside the text."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from articles.comparison import Change, Comparison, ListChange, TextChange
from articles.comparison.lines import PARAGRAPH_ENDS
from articles.comparison.rows import Item
from articles.comparison.words import Mark, Marks, Segments, WordMarker

HEADING = "#"

Sections = list[tuple[int, str]]


@dataclass(frozen=True)
class ChangedPlace:
    """`where` names the section and line of the text, or the field."""

    where: str
    marks: Marks


def changed_places(comparison: Comparison, body: str, body_label: str) -> list[ChangedPlace]:
    """Return the changes in their order; `body` is the text as it is now, with its headings."""
    marker = WordMarker()
    sections = _sections(body)
    return [
        place
        for change in comparison.changes
        for place in _places(change, sections if change.label == body_label else None, marker)
    ]


def _sections(body: str) -> Sections:
    """The lines that are headings, counted from 1, with their words."""
    lines = enumerate(body.split("\n"), start=1)
    return [(number, line.lstrip("# ").strip()) for number, line in lines if line.startswith(HEADING)]


def _places(change: Change, sections: Sections | None, marker: WordMarker) -> Iterator[ChangedPlace]:
    if isinstance(change, TextChange):
        yield from _lines(change, sections, marker)
    elif isinstance(change, ListChange):
        for item in change.items:
            yield ChangedPlace(f"{change.label}: {item.name}", _item(item, marker))
    else:
        yield ChangedPlace(change.label, marker.inline(_text(change.old), _text(change.new)))


def _lines(change: TextChange, sections: Sections | None, marker: WordMarker) -> Iterator[ChangedPlace]:
    near = 0
    for row in change.rows:
        near = row.right.number if row.right else near
        if row.left_out:
            yield ChangedPlace(f"{change.label}: {row.left_out} more lines", ())
        if not row.is_changed:
            continue
        left, right = (side.text if side else "" for side in (row.left, row.right))
        # A mark for the end of a paragraph says nothing here.
        old, new = (text.removesuffix(PARAGRAPH_ENDS) for text in (left, right))
        if old == new:
            continue
        yield ChangedPlace(_where(change.label, sections, near), marker.inline(old, new))
    if not change.rows:
        yield ChangedPlace(change.label, (Mark("Only the number of empty lines changed.", "same"),))


def _where(label: str, sections: Sections | None, near: int) -> str:
    if sections is None:
        return label
    before = bisect_right(sections, near, key=lambda one: one[0])
    section = sections[before - 1][1] if before else ""
    if not section:
        return f"{label}, line {near}" if near else label
    return f"{section} Line {near}" if section.endswith(("?", "!", ".")) else f"{section}, line {near}"


def _item(item: Item, marker: WordMarker) -> Marks:
    if not item.details:
        said = {"added": "Added", "removed": "Removed"}.get(item.change, "Changed")
        return (Mark(said, "same"),)
    marks: list[Mark] = []
    for detail in item.details:
        before = "\n" if marks else ""
        marks.append(Mark(f"{before}{detail.label}: ", "same"))
        marks += marker.inline(_text(detail.old), _text(detail.new))
    return tuple(marks)


def _text(segments: Segments) -> str:
    return "".join(segment.text for segment in segments)
