"""Lines of owners' words, as editors write them, and finding them in what somebody wrote.

Words are compared with words, never with patterns: no line that an editor can write makes
a search slow. A line is met in the order in which it stands; whoever wants "the chocolate
he ate" beside "ate the chocolate" writes two lines. Sentences are not told apart, because
somebody in fright writes without stops.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

MOST_BETWEEN = 5
MOST_PARTS = 4
SHORTEST = 3
# No word of any use is longer, and the beginnings of a very long one would fill the memory.
LONGEST = 40

APOSTROPHES = "'’‘‛ʼ`´′＇"
_WITHOUT_APOSTROPHES = dict.fromkeys(map(ord, APOSTROPHES))
# Accents, soft hyphens and signs of no width, which would part a word in two.
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"[^\W_]+")
_WRITTEN_WORD = re.compile(rf"[\w\-{APOSTROPHES}]+")

NOTHING_BESIDE = "“…” stands between words: there are none on one side of it."
NO_CHOICE = "“/” stands between two words, without spaces: ate/eaten."
ONE_WORD_EACH = "“/” parts single words; write a line for each where there are more."
ENDING = f"“*” stands at the end of a word of at least {SHORTEST} letters: swallow*."
NOT_A_WORD = "a line holds words, “…”, “/”, “*”, and “!” at its beginning."
TOO_MANY = f"at most {MOST_PARTS - 1} times “…”."
TOO_SHORT = f"at least one word needs {SHORTEST} letters, or the line would be met by nearly everything."
ONLY_HARMLESS = "At least one line must stand without a “!”: those say only what is no danger."


class WrongLine(ValueError):
    """The message says what is wrong with a line, and goes on after its number."""


def words_in(text: str) -> list[str]:
    """Without case, accents and apostrophes: “Can’t” is "cant", as many write it."""
    plain = unicodedata.normalize("NFKD", text.translate(_WITHOUT_APOSTROPHES)).casefold()
    return [word[:LONGEST] for word in _WORD.findall(_UNSEEN.sub("", plain))]


@dataclass(frozen=True)
class Said:
    """The words of a text, and what tells in a moment that a line has no chance in it."""

    words: tuple[str, ...]

    @cached_property
    def whole(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        return frozenset(word[:end] for word in self.whole for end in range(SHORTEST, len(word) + 1))


@dataclass(frozen=True)
class Slot:
    """One place in a line: any of these words, or any word that begins so."""

    words: frozenset[str]
    stems: tuple[str, ...] = ()

    def takes(self, word: str) -> bool:
        return word in self.words or word.startswith(self.stems)

    def is_among(self, said: Said) -> bool:
        return not (self.words.isdisjoint(said.whole) and said.beginnings.isdisjoint(self.stems))


@dataclass(frozen=True)
class Phrase:
    """A line: the parts between its "…", each a row of places side by side."""

    line: str
    parts: tuple[tuple[Slot, ...], ...]

    def spans(self, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """Where it is met, each time as short as may be."""
        first = self.parts[0][0]
        for start, word in enumerate(words):
            end = self._end(words, start) if first.takes(word) else None
            if end is not None:
                yield start, end

    def may_be_in(self, said: Said) -> bool:
        return all(slot.is_among(said) for part in self.parts for slot in part)

    def _end(self, words: tuple[str, ...], start: int) -> int | None:
        """Every end is kept, not just the first: the nearest "breath" may not be the one that counts."""
        ends, between = {start}, 0
        for part in self.parts:
            starts = {begin for end in ends for begin in range(end, end + between + 1)}
            ends = {begin + len(part) for begin in starts if _stands_at(part, words, begin)}
            between = MOST_BETWEEN
        return min(ends, default=None)


@dataclass(frozen=True)
class Phrases:
    """All lines of a row. What a harmless line takes, no other line is met by."""

    dangers: tuple[Phrase, ...]
    harmless: tuple[Phrase, ...]

    def met_by(self, said: Said) -> list[str]:
        """The lines, as they were written."""
        likely = [phrase for phrase in self.dangers if phrase.may_be_in(said)]
        if not likely:
            return []
        left = self._without_harmless(said)
        return [phrase.line for phrase in likely if any(True for _ in phrase.spans(left))]

    def _without_harmless(self, said: Said) -> tuple[str, ...]:
        words = list(said.words)
        for phrase in self.harmless:
            if phrase.may_be_in(said):
                for start, end in phrase.spans(said.words):
                    words[start:end] = [""] * (end - start)
        return tuple(words)


def _stands_at(part: tuple[Slot, ...], words: tuple[str, ...], begin: int) -> bool:
    there = words[begin : begin + len(part)]
    return len(there) == len(part) and all(map(Slot.takes, part, there))


def problems_in(text: str) -> list[str]:
    """What is wrong, each with the number and the words of its line."""
    problems, dangers = [], 0
    for number, line in _lines(text):
        try:
            _read_line(line)
        except WrongLine as error:
            problems.append(f"Line {number} (“{line}”): {error}")
        dangers += not line.startswith("!")
    return problems or ([] if dangers else [ONLY_HARMLESS])


@lru_cache(maxsize=1024)
def read(text: str) -> Phrases:
    """Without the lines that are wrong: whoever posts a comment is not to suffer from them."""
    dangers: list[Phrase] = []
    harmless: list[Phrase] = []
    for _, line in _lines(text):
        try:
            (harmless if line.startswith("!") else dangers).append(_read_line(line))
        except WrongLine:
            continue
    return Phrases(tuple(dangers), tuple(harmless))


def naming(*names: str) -> Phrases:
    """Met by a text in which any of these names stands."""
    slots = ((name, tuple(Slot(frozenset([word])) for word in words_in(name))) for name in names)
    return Phrases(tuple(Phrase(name, (part,)) for name, part in slots if part), ())


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line.strip()


def _read_line(line: str) -> Phrase:
    written = line.removeprefix("!").replace("...", "…").split("…")
    parts = tuple(tuple(_slots_of(part)) for part in written)
    if not all(parts):
        raise WrongLine(NOTHING_BESIDE)
    if len(parts) > MOST_PARTS:
        raise WrongLine(TOO_MANY)
    if not any(map(_says_something, (slot for part in parts for slot in part))):
        raise WrongLine(TOO_SHORT)
    return Phrase(line, parts)


def _slots_of(part: str) -> Iterator[Slot]:
    for written in part.split():
        choices = written.split("/")
        if "" in choices:
            raise WrongLine(NO_CHOICE)
        if len(choices) == 1:
            yield from _row_of_slots(written)
            continue
        slots = [slot for choice in choices for slot in _row_of_slots(choice)]
        if len(slots) > len(choices):
            raise WrongLine(ONE_WORD_EACH)
        words = frozenset[str]().union(*(slot.words for slot in slots))
        yield Slot(words, tuple(stem for slot in slots for stem in slot.stems))


def _row_of_slots(written: str) -> list[Slot]:
    """One word, or those of "blue-green"."""
    bare = written.removesuffix("*")
    words = words_in(bare)
    if "*" in bare or (bare != written and len("".join(words[-1:])) < SHORTEST):
        raise WrongLine(ENDING)
    if not words or not _WRITTEN_WORD.fullmatch(bare):
        raise WrongLine(NOT_A_WORD)
    row = [Slot(frozenset([word])) for word in words]
    return row if bare == written else [*row[:-1], Slot(frozenset(), (words[-1],))]


def _says_something(slot: Slot) -> bool:
    return min(map(len, (*slot.words, *slot.stems))) >= SHORTEST
