"""The search for phrases in a text.

Words are compared with words, never with regular expressions, so that no line of an editor can make
a search slow. A match may span two sentences, because frightened people write without full stops.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from articles.phrases.words import Said

# “…” and “~” may stand for so many words. The help texts in models/danger.py tell editors the same number.
MOST_BETWEEN = 5

# Adjacent places, each of which takes one word, or the words of one entry of a list.
Part = tuple["Slot", ...]


@dataclass(frozen=True, eq=False)
class Slot:
    """One place in a line: it takes any of `words`, a word that begins with one of `stems`, or several words.

    `rows` has the entries of several words, by the first word of each; those whose first word has
    several forms are under "".
    """

    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    rows: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)

    def takes(self, word: str) -> bool:
        return word in self.words or word.startswith(self.stems)

    def ends_at(self, words: tuple[str, ...], begin: int) -> set[int]:
        """Return where a match that begins at this word may end, and nothing if there is no match."""
        if begin >= len(words) or not (word := words[begin]):
            return set()
        ends = {begin + 1} if self.takes(word) else set()
        for row in (*self.rows.get(word, ()), *self.rows.get("", ())):
            ends |= ends_of(row, words, {begin})
        return ends

    def is_among(self, said: Said) -> bool:
        if not (self.words.isdisjoint(said.whole) and said.beginnings.isdisjoint(self.stems)):
            return True
        return "" in self.rows or not said.whole.isdisjoint(self.rows)

    @classmethod
    def any_of(cls, slots: Iterable["Slot"]) -> "Slot":
        slots = list(slots)
        rows: dict[str, tuple[Part, ...]] = {}
        for slot in slots:
            for first, parts in slot.rows.items():
                rows[first] = (*rows.get(first, ()), *parts)
        words = frozenset[str]().union(*(slot.words for slot in slots))
        return cls(words, tuple(stem for slot in slots for stem in slot.stems), rows)

    @classmethod
    def of_parts(cls, parts: Iterable[Part]) -> "Slot":
        """Return a slot that takes what any of these parts takes."""
        slots = []
        for part in parts:
            first = part[0]
            if len(part) == 1:
                slots.append(first)
            elif first.stems or first.rows:
                slots.append(cls(rows={"": (part,)}))
            else:
                slots.append(cls(rows=dict.fromkeys(first.words, (part,))))
        return cls.any_of(slots)


def ends_of(part: Part, words: tuple[str, ...], begins: set[int]) -> set[int]:
    """Return all ends of matches of `part` that begin at one of `begins`."""
    for slot in part:
        begins = {end for begin in begins for end in slot.ends_at(words, begin)}
    return begins


@dataclass(frozen=True, eq=False)
class Phrase:
    """A line as its editor wrote it, and its parts between "…"."""

    line: str
    parts: tuple[Part, ...]

    def spans(self, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """Return the start and the end of each match in `words`, each match as short as possible."""
        for start in range(len(words)):
            end = self._end(words, start)
            if end is not None:
                yield start, end

    @property
    def rarest(self) -> Slot | None:
        """Return the place that takes the fewest words, and None if each place may begin with any word."""
        slots = (slot for part in self.parts for slot in part if "" not in slot.rows)
        return min(slots, key=lambda slot: len(slot.words) + len(slot.stems) + len(slot.rows), default=None)

    def may_be_in(self, said: Said) -> bool:
        """Return False if the text lacks a word of this line. It is much faster than `spans`."""
        return all(slot.is_among(said) for part in self.parts for slot in part)

    def _end(self, words: tuple[str, ...], start: int) -> int | None:
        """Return the nearest end of a match that begins at `start`, or None.

        All ends of a part are followed, because the next part may match only behind a later one.
        """
        first, *others = self.parts
        ends = ends_of(first, words, {start})
        for part in others:
            if not ends:
                return None
            ends = ends_of(part, words, {end + gap for end in ends for gap in range(MOST_BETWEEN + 1)})
        return min(ends, default=None)


class LinesByWord:
    """Lines by the words of their rarest place: of thousands, a text has such a word of few."""

    def __init__(self, lines: tuple[Phrase, ...]) -> None:
        self._lines = lines
        self._words: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._always: list[int] = []
        for number, line in enumerate(lines):
            slot = line.rarest
            if slot is None:
                self._always.append(number)
                continue
            for word in (*slot.words, *slot.rows):
                self._words.setdefault(word, []).append(number)
            for stem in slot.stems:
                self._stems.setdefault(stem, []).append(number)
        self._known = frozenset(self._words), frozenset(self._stems)

    def likely(self, said: Said) -> list[Phrase]:
        """Return the lines all of whose words the text may have, in their order."""
        words, stems = self._known
        numbers = set(self._always)
        numbers.update(*(self._words[word] for word in words & said.whole))
        numbers.update(*(self._stems[stem] for stem in stems & said.beginnings))
        return [line for number in sorted(numbers) if (line := self._lines[number]).may_be_in(said)]


@dataclass(frozen=True, eq=False)
class Phrases:
    """All lines of a row. Words that a harmless line matches count for no other line."""

    dangers: tuple[Phrase, ...]
    harmless: tuple[Phrase, ...]

    @cached_property
    def _dangers(self) -> LinesByWord:
        return LinesByWord(self.dangers)

    @cached_property
    def _harmless(self) -> LinesByWord:
        return LinesByWord(self.harmless)

    def met_by(self, said: Said, besides: Iterable[int] = ()) -> list[str]:
        """Return the lines that match the text, as editors wrote them.

        The words at the places `besides` are harmless too.
        """
        likely = self._dangers.likely(said)
        if not likely:
            return []
        harmless = self.harmless_places(said).union(besides)
        left = tuple("" if place in harmless else word for place, word in enumerate(said.words))
        met = (phrase.line for phrase in likely if any(True for _ in phrase.spans(left)))
        return list(dict.fromkeys(met))

    def harmless_places(self, said: Said) -> set[int]:
        """Return the places of the words that harmless lines match."""
        likely = self._harmless.likely(said)
        spans = (span for phrase in likely for span in phrase.spans(said.words))
        return {place for start, end in spans for place in range(start, end)}
