"""Comparing two long texts line by line, side by side. Unchanged parts are folded.

A paragraph of Markdown is one line, so a line here may be long.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice, zip_longest

from articles.comparison.words import ALIKE, Segments, WordMarker, unmarked, whole, words_in

CONTEXT = 3
# The most lines between the common beginning and end. A longer part counts as rewritten.
MAX_LINES = 2_000
# The most pairs of an old and a new line that are compared by their words in a rewritten part.
MAX_PAIRING = 900
# Nobody reads a page with more rows, and it would slow every browser.
MAX_ROWS = 1_500

PARAGRAPH_ENDS = "¶"


@dataclass(frozen=True)
class Line:
    """A line. `number` counts from 1 in its own text."""

    number: int
    segments: Segments

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True)
class Row:
    """An old line beside the new line that replaced it, or the same line on both sides.

    If `folded` is not 0, the row stands for that many unchanged lines. `left_out` counts the lines
    that a much too long comparison does not show.
    """

    left: Line | None = None
    right: Line | None = None
    is_changed: bool = False
    folded: int = 0
    left_out: int = 0


@dataclass(frozen=True)
class _Block:
    """Lines `start` to `end` of the left text, and the lines beside them in the right text."""

    start: int
    end: int
    other: int
    other_end: int
    is_same: bool


@dataclass(frozen=True)
class _Text:
    """A line that is not empty. Lines with the same text are equal, whatever their numbers.

    Empty lines are not kept. They only show where a paragraph ends.
    """

    number: int = field(compare=False)
    text: str
    ends_paragraph: bool


def compare_lines(old: str, new: str, marker: WordMarker, *, in_paragraphs: bool = True) -> tuple[Row, ...]:
    """Return the rows, or none if the two texts differ only in the number of empty lines.

    Without `in_paragraphs`, empty lines mean nothing, as in a list with one point on each line.
    """
    before, after = _texts(old, in_paragraphs), _texts(new, in_paragraphs)
    rows = list(islice(_rows(before, after, marker), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        rows[MAX_ROWS:] = [Row(left_out=_unseen(rows[:MAX_ROWS], before, after))]
    return tuple(rows) if any(row.is_changed for row in rows) else ()


def _texts(text: str, in_paragraphs: bool) -> list[_Text]:
    lines = text.split("\n")
    followers = [*lines[1:], ""]
    return [
        _Text(number, line, in_paragraphs and not follower.strip())
        for number, (line, follower) in enumerate(zip(lines, followers, strict=True), start=1)
        if line.strip()
    ]


def _rows(before: list[_Text], after: list[_Text], marker: WordMarker) -> Iterator[Row]:
    for block in _blocks(before, after):
        yield from _context(block, before, after) if block.is_same else _changes(block, before, after, marker)


def _unseen(rows: list[Row], before: list[_Text], after: list[_Text]) -> int:
    """Count the lines that follow the shown rows, in the text that has more of them."""
    left = max((row.left.number for row in rows if row.left), default=0)
    right = max((row.right.number for row in rows if row.right), default=0)
    return max(
        sum(line.number > left for line in before),
        sum(line.number > right for line in after),
    )


def _blocks(before: list[_Text], after: list[_Text]) -> Iterator[_Block]:
    head = _same_at_start(before, after)
    tail = _same_at_start(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if head:
        yield _Block(0, head, 0, head, is_same=True)
    for start, end, other, other_end, is_same in _middle(old, new):
        yield _Block(head + start, head + end, head + other, head + other_end, is_same)
    if tail:
        yield _Block(len(before) - tail, len(before), len(after) - tail, len(after), is_same=True)


def _same_at_start(before: list[_Text], after: list[_Text]) -> int:
    count = 0
    while count < min(len(before), len(after)) and before[count] == after[count]:
        count += 1
    return count


def _middle(old: list[_Text], new: list[_Text]) -> list[tuple[int, int, int, int, bool]]:
    if max(len(old), len(new)) > MAX_LINES:
        return [(0, len(old), 0, len(new), False)]
    opcodes = SequenceMatcher(None, old, new).get_opcodes()
    return [(start, end, other, other_end, tag == "equal") for tag, start, end, other, other_end in opcodes]


def _context(block: _Block, before: list[_Text], after: list[_Text]) -> list[Row]:
    """Return rows for the unchanged lines next to a change, and one row for those that are folded."""
    size = block.end - block.start
    first = 0 if block.start == 0 else CONTEXT
    last = 0 if block.end == len(before) else CONTEXT
    folded = size - first - last
    # One line is not folded, because the note about it would take as much room.
    if folded <= 1:
        return [_same(block, before, after, place) for place in range(size)]
    return [
        *(_same(block, before, after, place) for place in range(first)),
        Row(folded=folded),
        *(_same(block, before, after, place) for place in range(size - last, size)),
    ]


def _same(block: _Block, before: list[_Text], after: list[_Text], place: int) -> Row:
    left, right = before[block.start + place], after[block.other + place]
    return Row(Line(left.number, unmarked(left.text)), Line(right.number, unmarked(right.text)))


_Pair = tuple[_Text | None, _Text | None]


def _changes(block: _Block, before: list[_Text], after: list[_Text], marker: WordMarker) -> Iterator[Row]:
    for left, right in _paired(before[block.start : block.end], after[block.other : block.other_end]):
        yield _changed(left, right, marker)


def _changed(left: _Text | None, right: _Text | None, marker: WordMarker) -> Row:
    if left is None or right is None:
        return Row(_whole(left), _whole(right), is_changed=True)
    if left.text == right.text:
        old, new = unmarked(left.text), unmarked(right.text)
    else:
        old, new = marker.mark(left.text, right.text)
    if left.ends_paragraph != right.ends_paragraph:
        old, new = (*old, *_end(left)), (*new, *_end(right))
    return Row(Line(left.number, old), Line(right.number, new), is_changed=True)


def _end(line: _Text) -> Segments:
    return whole(PARAGRAPH_ENDS) if line.ends_paragraph else ()


def _whole(line: _Text | None) -> Line | None:
    return Line(line.number, whole(line.text)) if line else None


def _paired(old: list[_Text], new: list[_Text]) -> Iterator[_Pair]:
    """Put each old line beside the new line that it most likely became, or else in their order."""
    if not old or not new or len(old) * len(new) > MAX_PAIRING:
        yield from zip_longest(old, new)
        return
    words = [[Counter(words_in(line.text)) for line in side] for side in (old, new)]
    alike = [[_likeness(one, other) for other in words[1]] for one in words[0]]
    done = (0, 0)
    for i, j in _best_pairs(alike, (0, len(old)), (0, len(new))):
        yield from zip_longest(old[done[0] : i], new[done[1] : j])
        yield old[i], new[j]
        done = (i + 1, j + 1)
    yield from zip_longest(old[done[0] :], new[done[1] :])


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _best_pairs(
    alike: list[list[float]], rows: tuple[int, int], columns: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Return the most similar pair, then the most similar pairs before and after it, without crossing."""
    cells = [(alike[i][j], -i, -j) for i in range(*rows) for j in range(*columns)]
    likeness, i, j = max(cells, default=(0.0, 0, 0))
    if likeness < ALIKE:
        return
    yield from _best_pairs(alike, (rows[0], -i), (columns[0], -j))
    yield -i, -j
    yield from _best_pairs(alike, (-i + 1, rows[1]), (-j + 1, columns[1]))
