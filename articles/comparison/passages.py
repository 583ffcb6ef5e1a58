"""Finding a quoted passage again in a text that was changed since."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# What a reader does not see of a line: the target of a link, and a citation.
UNSEEN = re.compile(r"\]\([^)]*\)|\[\^[^\]]*\]")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class QuotedPlace:
    """A line of a field; lines count from 1."""

    place: str
    line: int


def find_passage(
    quote: str, fields: Iterable[tuple[str, str]], *, near: QuotedPlace | None = None
) -> QuotedPlace | None:
    """Return where the quoted words stand, as readers see them; None where they are gone.

    `fields` are pairs of a field's name and its text. Of several places the one nearest to `near`
    is found, else the first one.
    """
    wanted = words_seen(quote)
    if not wanted:
        return None
    found = list(_places(f" {' '.join(wanted)} ", fields))
    if near is None or not found:
        return found[0] if found else None
    return min(found, key=lambda one: (one.place != near.place, abs(one.line - near.line)))


def _places(wanted: str, fields: Iterable[tuple[str, str]]) -> Iterator[QuotedPlace]:
    for name, text in fields:
        for number, line in enumerate(text.splitlines(), start=1):
            if wanted in f" {' '.join(words_seen(line))} ":
                yield QuotedPlace(name, number)


def words_seen(line: str) -> list[str]:
    """The words of a line without its marks, in small letters."""
    return WORD.findall(UNSEEN.sub(" ", line).casefold())
