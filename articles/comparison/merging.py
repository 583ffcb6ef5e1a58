"""Three texts made one: the text with which two people began, and what each of them made of it.

Nothing is decided by chance: where the two changed the same words, the result is a question. What
only one of them changed is taken. Lines are merged first; a line that both changed, by its words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from articles.comparison.words import ALIKE, MAX_STEPS, steps_of, words_in

# The most lines between the common beginning and end. A longer part counts as one change.
MAX_LINES = 2_000
# Words, the space between them, and single signs; joined again they are the line.
PIECES = re.compile(r"\w+|\s+|[^\w\s]")
SENTENCES = re.compile(r"(?<=[.!?…])\s+")

Lines = tuple[str, ...]
_Meet = Callable[["_Hunk", "_Hunk"], bool]


class MergeKind(StrEnum):
    """What became of a stretch of the text."""

    SAME = "same"  # nobody changed it
    MINE = "mine"
    THEIRS = "theirs"
    AGREED = "agreed"  # both made the same change
    JOINED = "joined"  # both changed the same lines, but not the same words
    ASKED = "asked"  # both changed the same words, or nobody knows what was there before


@dataclass(frozen=True)
class Chunk:
    """Some lines of the three texts. `joined` is the result, and means nothing where it is asked.

    `base` is None where the text before both is not known.
    """

    kind: MergeKind
    base: Lines | None
    mine: Lines
    theirs: Lines
    joined: Lines = ()


@dataclass(frozen=True)
class _Hunk:
    """One side's change: `new` in place of the base's elements from `start` to before `end`."""

    start: int
    end: int
    new: Lines
    is_mine: bool

    @property
    def grows(self) -> bool:
        """Whether something new may stand at its edges, not only in place of what was there."""
        return len(self.new) > self.end - self.start


def both_of(theirs: Lines, mine: Lines) -> Lines:
    """Return theirs, then mine; what a line of each begins with is said once, by whole sentences."""
    if not (len(theirs) == len(mine) == 1):
        return (*theirs, *mine)
    first, second = SENTENCES.split(theirs[0]), SENTENCES.split(mine[0])
    shared = 0
    while shared < min(len(first), len(second)) and first[shared] == second[shared]:
        shared += 1
    return (" ".join([*first, *second[shared:]]),) if shared else (*theirs, *mine)


def merge(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[Chunk, ...]:
    """Merge three lists of lines."""
    hunks = [*_hunks(base, mine, is_mine=True), *_hunks(base, theirs, is_mine=False)]
    chunks: list[Chunk] = []
    done = 0
    for cluster in _clusters(hunks, _meet_in_lines):
        start, end = cluster[0].start, max(hunk.end for hunk in cluster)
        chunks += _same(base[done:start])
        chunks.append(_chunk(base, cluster, start, end))
        done = end
    chunks += _same(base[done:])
    return tuple(_neighbours_joined(chunks))


def merge_without_base(mine: Sequence[str], theirs: Sequence[str]) -> tuple[Chunk, ...]:
    """Merge two lists of lines of which nobody knows where they began: each difference is asked."""
    chunks: list[Chunk] = []
    done = 0
    for hunk in _hunks(theirs, mine, is_mine=True):
        chunks += _same(theirs[done : hunk.start])
        chunks.append(Chunk(MergeKind.ASKED, None, hunk.new, tuple(theirs[hunk.start : hunk.end])))
        done = hunk.end
    chunks += _same(theirs[done:])
    return tuple(chunks)


def _same(lines: Sequence[str]) -> list[Chunk]:
    said = tuple(lines)
    return [Chunk(MergeKind.SAME, said, said, said, said)] if said else []


def _chunk(base: Sequence[str], cluster: list[_Hunk], start: int, end: int) -> Chunk:
    before = tuple(base[start:end])
    mine = _applied(base, [hunk for hunk in cluster if hunk.is_mine], start, end)
    theirs = _applied(base, [hunk for hunk in cluster if not hunk.is_mine], start, end)
    if mine == theirs:
        return Chunk(MergeKind.AGREED, before, mine, theirs, mine)
    if theirs == before:
        return Chunk(MergeKind.MINE, before, mine, theirs, mine)
    if mine == before:
        return Chunk(MergeKind.THEIRS, before, mine, theirs, theirs)
    joined = _joined_by_words(before, mine, theirs)
    if joined is None:
        return Chunk(MergeKind.ASKED, before, mine, theirs)
    return Chunk(MergeKind.JOINED, before, mine, theirs, joined)


def _applied(base: Sequence[str], hunks: list[_Hunk], start: int, end: int) -> Lines:
    parts: list[str] = []
    for hunk in hunks:
        parts += [*base[start : hunk.start], *hunk.new]
        start = hunk.end
    return (*parts, *base[start:end])


def _hunks(base: Sequence[str], other: Sequence[str], *, is_mine: bool) -> Iterator[_Hunk]:
    head = _same_at_start(base, other)
    tail = _same_at_start(base[head:][::-1], other[head:][::-1])
    old, new = base[head : len(base) - tail], other[head : len(other) - tail]
    if max(len(old), len(new)) > MAX_LINES:
        yield _Hunk(head, head + len(old), tuple(new), is_mine)
        return
    for tag, i, end, j, other_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            hunk = _Hunk(head + i, head + end, tuple(new[j:other_end]), is_mine)
            yield from _line_by_line(hunk, old[i:end])


def _same_at_start(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _line_by_line(hunk: _Hunk, old: Sequence[str]) -> list[_Hunk]:
    """Several changes, where each line is still the same line in other words."""
    pairs = list(zip(old, hunk.new, strict=False))
    if len(old) != len(hunk.new) or not all(_is_alike(*pair) for pair in pairs):
        return [hunk]
    places = enumerate(pairs, start=hunk.start)
    return [_Hunk(place, place + 1, (new,), hunk.is_mine) for place, (_, new) in places]


def _is_alike(one: str, other: str) -> bool:
    words, others = Counter(words_in(one)), Counter(words_in(other))
    total = words.total() + others.total()
    return bool(total) and 2 * (words & others).total() / total >= ALIKE


def _clusters(hunks: list[_Hunk], meet: _Meet) -> Iterator[list[_Hunk]]:
    """The hunks in their order; those of the two sides that meet stand in one list."""
    cluster: list[_Hunk] = []
    for hunk in sorted(hunks, key=lambda one: (one.start, one.end, one.is_mine)):
        if cluster and not any(one.is_mine != hunk.is_mine and meet(one, hunk) for one in cluster):
            yield cluster
            cluster = []
        cluster.append(hunk)
    if cluster:
        yield cluster


def _meet_in_lines(one: _Hunk, other: _Hunk) -> bool:
    """Whether both change a line, or both may put something new between the same two lines."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    if start < end:
        return True
    touch = start == end
    return touch and ((one.grows and other.grows) or one.start < start < one.end)


def _joined_by_words(base: Lines, mine: Lines, theirs: Lines) -> Lines | None:
    """The lines with the words that both changed; None where that cannot be told for sure."""
    if not len(base) == len(mine) == len(theirs):
        return None
    lines = [_joined_line(*three) for three in zip(base, mine, theirs, strict=True)]
    said = tuple(line for line in lines if line is not None)
    return said if len(said) == len(lines) else None


def _joined_line(base: str, mine: str, theirs: str) -> str | None:
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    words = [PIECES.findall(line) for line in (base, mine, theirs)]
    if max(steps_of(words[0], other) for other in words[1:]) > MAX_STEPS:
        return None
    hunks = [*_word_hunks(*words[:2], is_mine=True), *_word_hunks(words[0], words[2], is_mine=False)]
    # A dose and its unit stand apart, so a line in which a figure changed is asked as a whole.
    if any(_has_figure(words[0][hunk.start : hunk.end]) or _has_figure(hunk.new) for hunk in hunks):
        return None

    def meet(one: _Hunk, other: _Hunk) -> bool:
        between = words[0][min(one.end, other.end) : max(one.start, other.start)]
        return not any(word[0].isalnum() for word in between)

    clusters = list(_clusters(hunks, meet))
    if any(len({hunk.is_mine for hunk in cluster}) > 1 for cluster in clusters):
        return None
    ordered = [hunk for cluster in clusters for hunk in cluster]
    return "".join(_applied(words[0], ordered, 0, len(words[0])))


def _word_hunks(base: list[str], other: list[str], *, is_mine: bool) -> list[_Hunk]:
    opcodes = SequenceMatcher(None, base, other, autojunk=False).get_opcodes()
    return [
        _Hunk(i, end, tuple(other[j:last]), is_mine) for tag, i, end, j, last in opcodes if tag != "equal"
    ]


def _has_figure(words: Sequence[str]) -> bool:
    return any(sign.isdigit() for word in words for sign in word)


def _neighbours_joined(chunks: list[Chunk]) -> Iterator[Chunk]:
    """Changes of one side that follow each other are shown as one."""
    for kind, group in groupby(chunks, key=lambda chunk: chunk.kind):
        if kind is MergeKind.ASKED:
            yield from group
            continue
        many = list(group)
        yield Chunk(
            kind,
            tuple(line for chunk in many for line in chunk.base or ()),
            tuple(line for chunk in many for line in chunk.mine),
            tuple(line for chunk in many for line in chunk.theirs),
            tuple(line for chunk in many for line in chunk.joined),
        )
