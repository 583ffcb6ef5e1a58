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


@dataclass(frozen=True)
class Mark:
    """A part of two texts shown as one; `kind` is "same", "gone" (old only) or "came" (new only)."""

    text: str
    kind: str


Segments = tuple[Segment, ...]
Marks = tuple[Mark, ...]
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
        steps = steps_of(before, after)
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

    def inline(self, old: str, new: str) -> Marks:
        """Both texts as one, with what went and what came. Without a "same" part, they are unlike."""
        if old == new:
            return _marks([(new, "same")])
        sides = (("gone", _tokens(old)), ("came", _tokens(new)))
        before, after = ([word for word, _ in tokens] for _, tokens in sides)
        steps = steps_of(before, after)
        unlike = [(old, "gone"), (new, "came")]
        if steps > min(MAX_STEPS, self.left):
            return _marks(unlike)
        self.left -= steps
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        if matcher.ratio() < ALIKE:
            return _marks(unlike)
        parts: list[tuple[str, str]] = []
        for tag, i, end, j, other_end in matcher.get_opcodes():
            if tag == "equal":
                parts.append((_said(sides[1][1][j:other_end]), "same"))
                continue
            parts += [(_said(sides[0][1][i:end]), "gone"), (_said(sides[1][1][j:other_end]), "came")]
        return _marks(parts)


def _tokens(text: str) -> Words:
    """Words with the space behind them; space at the beginning is a part without a word."""
    blank = text[: len(text) - len(text.lstrip())]
    return [*([("", blank)] if blank else []), *TOKEN.findall(text)]


def _said(tokens: Words) -> str:
    return "".join(word + space for word, space in tokens)


def _marks(parts: list[tuple[str, str]]) -> Marks:
    """Without empty parts. The space behind a marked part is not marked."""
    shown: list[tuple[str, str]] = []
    for text, kind in parts:
        bare = text.rstrip() if kind != "same" else text
        shown += [(bare, kind), (text[len(bare) :], "same")]
    # Of a word and its replacement only one needs the space behind it.
    return tuple(
        Mark("".join(text for text, _ in group), kind)
        for kind, group in groupby((part for part in shown if part[0]), key=lambda part: part[1])
    )


def steps_of(before: list[str], after: list[str]) -> int:
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
