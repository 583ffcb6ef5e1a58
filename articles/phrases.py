"""Phrases in owners' words, which editors write as lines, and their search in a text.

Words are compared with words, never with regular expressions, so that no line of an editor can make
a search slow. A line matches its words only in their order: "the chocolate he ate" and "ate the
chocolate" are two lines. A match may span two sentences, because frightened people write without
full stops.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

# “…” may stand for so many words. The help text in models/emergency.py tells editors the same number.
MOST_BETWEEN = 5
MOST_PARTS = 4
# The least letters before “*”, and in at least one word of each line.
SHORTEST = 3
# Words are cut to this length. Useful words are shorter, and all beginnings of a very long word would
# fill the memory.
LONGEST = 40

APOSTROPHES = "'’‘‛ʼ`´′＇"
_WITHOUT_APOSTROPHES = dict.fromkeys(map(ord, APOSTROPHES))
# Accents, soft hyphens and signs without width. They would otherwise divide a word into two.
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"[^\W_]+")
_WRITTEN_WORD = re.compile(rf"[\w\-{APOSTROPHES}]+")

NOTHING_BESIDE = "“…” stands between words, but on one side of it there are none."
NO_CHOICE = "“/” stands between two words, without spaces: ate/eaten."
ONE_WORD_EACH = "“/” divides single words. Write a line for each choice of several words."
ENDING = f"“*” stands at the end of a word of at least {SHORTEST} letters: swallow*."
NOT_A_WORD = "a line holds words, “…”, “/”, “*”, and “!” at its beginning."
TOO_MANY = f"at most {MOST_PARTS - 1} times “…”."
TOO_SHORT = f"at least one word needs {SHORTEST} letters, or the line would match nearly every text."
ONLY_HARMLESS = "At least one line must have no “!”: lines with “!” only say what is no danger."


class WrongLine(ValueError):
    """A line that cannot be read. The message says why, and stands behind the number of the line."""


def words_in(text: str) -> list[str]:
    """Return the words of a text without case, accents and apostrophes.

    Many people leave out apostrophes, so “Can’t” is "cant".
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_WITHOUT_APOSTROPHES)).casefold()
    return [word[:LONGEST] for word in _WORD.findall(_UNSEEN.sub("", decomposed))]


@dataclass(frozen=True)
class Said:
    """The words of a text, with sets that quickly rule out most lines."""

    words: tuple[str, ...]

    @cached_property
    def whole(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        return frozenset(word[:end] for word in self.whole for end in range(SHORTEST, len(word) + 1))


@dataclass(frozen=True)
class Slot:
    """One place in a line: it takes any of `words`, and any word that begins with one of `stems`."""

    words: frozenset[str]
    stems: tuple[str, ...] = ()

    def takes(self, word: str) -> bool:
        return word in self.words or word.startswith(self.stems)

    def is_among(self, said: Said) -> bool:
        return not (self.words.isdisjoint(said.whole) and said.beginnings.isdisjoint(self.stems))


@dataclass(frozen=True)
class Phrase:
    """A line: its parts between "…", each of them a sequence of slots for adjacent words."""

    line: str
    parts: tuple[tuple[Slot, ...], ...]

    def spans(self, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """Return the start and the end of each match in `words`, each match as short as possible."""
        first = self.parts[0][0]
        for start, word in enumerate(words):
            end = self._end(words, start) if first.takes(word) else None
            if end is not None:
                yield start, end

    def may_be_in(self, said: Said) -> bool:
        """Return False if the text lacks a word of this line. It is much faster than `spans`."""
        return all(slot.is_among(said) for part in self.parts for slot in part)

    def _end(self, words: tuple[str, ...], start: int) -> int | None:
        """Return the nearest end of a match that begins at `start`, or None.

        All ends of a part are followed, because the next part may match only behind a later one.
        """
        ends, between = {start}, 0
        for part in self.parts:
            starts = {begin for end in ends for begin in range(end, end + between + 1)}
            ends = {begin + len(part) for begin in starts if _stands_at(part, words, begin)}
            between = MOST_BETWEEN
        return min(ends, default=None)


@dataclass(frozen=True)
class Phrases:
    """All lines of a row. Words that a harmless line matches count for no other line."""

    dangers: tuple[Phrase, ...]
    harmless: tuple[Phrase, ...]

    def met_by(self, said: Said) -> list[str]:
        """Return the lines that match the text, as editors wrote them."""
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
    """Return what is wrong with lines, each message with the number and the text of its line."""
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
    """Read all lines but wrong ones, which must not cause an error when somebody posts a comment."""
    dangers: list[Phrase] = []
    harmless: list[Phrase] = []
    for _, line in _lines(text):
        try:
            (harmless if line.startswith("!") else dangers).append(_read_line(line))
        except WrongLine:
            continue
    return Phrases(tuple(dangers), tuple(harmless))


def naming(*names: str) -> Phrases:
    """Return phrases that match a text which contains any of these names."""
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
    """Return the slots of one written word, which may have several, such as "blue-green"."""
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
