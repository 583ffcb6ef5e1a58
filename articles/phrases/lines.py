"""Lines as editors write them, with their problems, and the phrases that they stand for."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, permutations

from articles.phrases.matching import Part, Phrase, Phrases, Slot
from articles.phrases.words import APOSTROPHES, SHORTEST, words_in

MOST_PARTS = 4
# Each order of the sides is looked for, and three sides have six.
MOST_SIDES = 3

_WRITTEN_WORD = re.compile(rf"[\w\-{APOSTROPHES}]+")
_LIST = re.compile(r"\{([^{}\s/]+)\}")

NOTHING_BESIDE = "“…” stands between words, and so does “~”: on one side there are none."
NO_CHOICE = "“/” stands between two words, without spaces: ate/eaten."
ONE_WORD_EACH = "“/” divides single words. Write a line for each choice of several words."
ENDING = f"“*” stands at the end of a word of at least {SHORTEST} letters: swallow*."
NOT_A_WORD = "a line holds words, “…”, “~”, “/”, “*”, names of lists in { }, and “!” at its beginning."
TOO_MANY = f"at most {MOST_PARTS - 1} times “…” or “~”."
TOO_MANY_TURNS = f"at most {MOST_SIDES - 1} times “~”."
TOO_SHORT = f"at least one word needs {SHORTEST} letters, or the line would match nearly every text."
NO_SIGNS = "a list holds words, one entry to a line, without “…”, “~”, “!” and { }."


class WrongLine(ValueError):
    """A line that cannot be read. The message says why, and stands behind the number of the line."""


@dataclass(frozen=True, eq=False)
class Lists:
    """The lists of words that lines may name, such as {ate}: their entries, one to a line, by slug."""

    entries: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def slots(self) -> dict[str, Slot]:
        """Wrong entries are left out: they must not cause an error when somebody posts a comment."""
        return {slug: Slot.of_parts(_readable_entries(text)) for slug, text in self.entries.items()}


NO_LISTS = Lists()


def problems_in(text: str, lists: Lists = NO_LISTS) -> list[str]:
    """Return what is wrong with lines, each message with the number and the text of its line."""
    return list(_problems(text, lambda line: _read_line(line, lists)))


def problems_in_list(text: str) -> list[str]:
    """Return what is wrong with the entries of a list, each message like those of `problems_in`."""
    return list(_problems(text, _read_entry))


def _problems(text: str, read_line: Callable[[str], object]) -> Iterator[str]:
    for number, line in _lines(text):
        try:
            read_line(line)
        except WrongLine as error:
            yield f"Line {number} (“{line}”): {error}"


def read(text: str, lists: Lists = NO_LISTS) -> Phrases:
    """Read all lines but wrong ones, which must not cause an error when somebody posts a comment."""
    dangers: list[Phrase] = []
    harmless: list[Phrase] = []
    for _, line in _lines(text):
        try:
            (harmless if line.startswith("!") else dangers).extend(_read_line(line, lists))
        except WrongLine:
            continue
    return Phrases(tuple(dangers), tuple(harmless))


def naming(*names: str) -> Phrases:
    """Return phrases that match a text which contains any of these names."""
    slots = ((name, tuple(Slot(frozenset([word])) for word in words_in(name))) for name in names)
    return Phrases(tuple(Phrase(name, (part,)) for name, part in slots if part), ())


def lists_named(text: str) -> list[str]:
    """Return the slugs of all lists that the lines name."""
    return list(dict.fromkeys(_LIST.findall(text)))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line.strip()


def _readable_entries(text: str) -> Iterator[Part]:
    for _, line in _lines(text):
        try:
            yield _read_entry(line)
        except WrongLine:
            continue


def _read_entry(line: str) -> Part:
    if any(sign in line for sign in "…~!{}") or "..." in line:
        raise WrongLine(NO_SIGNS)
    part = tuple(_slots_of(line, NO_LISTS))
    if not any(map(_says_something, part)):
        raise WrongLine(TOO_SHORT)
    return part


def _read_line(line: str, lists: Lists) -> list[Phrase]:
    """Return the phrase of a line, or those of a line with “~”, whose sides may stand in any order."""
    sides = [_parts_of(side, lists) for side in line.removeprefix("!").replace("...", "…").split("~")]
    if len(sides) > MOST_SIDES:
        raise WrongLine(TOO_MANY_TURNS)
    if sum(map(len, sides)) > MOST_PARTS:
        raise WrongLine(TOO_MANY)
    if not any(map(_says_something, (slot for side in sides for part in side for slot in part))):
        raise WrongLine(TOO_SHORT)
    return [Phrase(line, tuple(chain.from_iterable(order))) for order in permutations(sides)]


def _parts_of(side: str, lists: Lists) -> list[Part]:
    parts = [tuple(_slots_of(part, lists)) for part in side.split("…")]
    if not all(parts):
        raise WrongLine(NOTHING_BESIDE)
    return parts


def _slots_of(part: str, lists: Lists) -> Iterator[Slot]:
    for written in part.split():
        choices = written.split("/")
        if "" in choices:
            raise WrongLine(NO_CHOICE)
        if len(choices) == 1:
            yield from _row_of_slots(written, lists)
            continue
        slots = [slot for choice in choices for slot in _row_of_slots(choice, lists)]
        if len(slots) > len(choices):
            raise WrongLine(ONE_WORD_EACH)
        yield Slot.any_of(slots)


def _row_of_slots(written: str, lists: Lists) -> list[Slot]:
    """Return the slots of one written word, which may have several, such as "blue-green"."""
    if named := _LIST.fullmatch(written):
        if named[1] not in lists.slots:
            raise WrongLine(f"there is no list “{named[1]}”.")
        return [lists.slots[named[1]]]
    bare = written.removesuffix("*")
    words = words_in(bare)
    if "*" in bare or (bare != written and len("".join(words[-1:])) < SHORTEST):
        raise WrongLine(ENDING)
    if not words or not _WRITTEN_WORD.fullmatch(bare):
        raise WrongLine(NOT_A_WORD)
    row = [Slot(frozenset([word])) for word in words]
    return row if bare == written else [*row[:-1], Slot(stems=(words[-1],))]


def _says_something(slot: Slot) -> bool:
    """Whether the slot needs a word long enough to mean something. A list is checked where it is written."""
    return bool(slot.rows) or min(map(len, (*slot.words, *slot.stems)), default=0) >= SHORTEST
