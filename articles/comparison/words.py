"""Finding the words that differ between two short texts or two lines."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

# A word or a sign, and the space behind it: two words are the same whatever space follows them.
TOKEN = re.compile(r"(\w+|[^\w\s])(\s*)")

# The most steps of the matcher for a pair of lines, and for a comparison: two seconds at worst.
MAX_STEPS = 10_000_000
MAX_TOTAL = 50_000_000

# If fewer words are the same, the whole line is marked. Many marked single words are hard to read.
ALIKE = 0.3


@dataclass(frozen=True)
class Segment:
    """A part of a line. `is_changed` is true if the other side says something else."""

    text: str
    is_changed: bool = False


Segments = tuple[Segment, ...]
Words = list[tuple[str, str]]


def unmarked(text: str) -> Segments:
    return (Segment(text),) if text else ()


def whole(text: str) -> Segments:
    return (Segment(text, is_changed=True),) if text else ()


def words_in(text: str) -> list[str]:
    return [word for word, _ in TOKEN.findall(text)]


class WordMarker:
    """Marks the words that differ. After too much work it marks whole lines.

    Each comparison has its own marker, which limits the work on all its texts together.
    """

    def __init__(self) -> None:
        self.left = MAX_TOTAL

    def mark(self, old: str, new: str) -> tuple[Segments, Segments]:
        before, after = words_in(old), words_in(new)
        steps = _steps(before, after)
        if before == after or steps > min(MAX_STEPS, self.left):
            return whole(old), whole(new)
        self.left -= steps
        # With autojunk, difflib would ignore the common words of a text of 200 words or more.
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        if matcher.ratio() < ALIKE:
            return whole(old), whole(new)
        opcodes = matcher.get_opcodes()
        return (
            _segments(old, [(start, end, tag != "equal") for tag, start, end, _, _ in opcodes]),
            _segments(new, [(start, end, tag != "equal") for tag, _, _, start, end in opcodes]),
        )


def _steps(before: list[str], after: list[str]) -> int:
    """Return the most steps of the matcher: each pass tries all pairs of equal words and finds one match."""
    counts, others = Counter(before), Counter(after)
    pairs = sum(count * others[word] for word, count in counts.items())
    return (len(before) + pairs) * min(len(before), len(after))


def _segments(text: str, stretches: list[tuple[int, int, bool]]) -> Segments:
    """Split the line into parts. The space after a marked part is not marked, and no text is lost."""
    tokens: Words = TOKEN.findall(text)
    pieces = [(text[: len(text) - len(text.lstrip())], False)]
    for start, end, is_changed in stretches:
        said = "".join(word + space for word, space in tokens[start:end])
        bare = said.rstrip()
        pieces += [(bare, is_changed), (said[len(bare) :], False)]
    shown = [piece for piece in pieces if piece[0]]
    return tuple(
        Segment("".join(piece for piece, _ in group), is_changed)
        for is_changed, group in groupby(shown, key=lambda piece: piece[1])
    )
