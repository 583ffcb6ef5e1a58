"""Finding a quoted passage again in a text that was changed since."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# What a reader does not see of a line: the target of a link, and a citation.
# An address may hold brackets in pairs. Nothing is searched beyond the next opening bracket.
UNSEEN = re.compile(r"\]\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)|\[\^[^\[\]]*+\]")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class QuotedPlace:
    """A line of a field; lines count from 1."""

    place: str
    line: int


class Passages:
    """The lines of a text as readers see them, read once for all quotations that are looked for."""

    def __init__(self, fields: Iterable[tuple[str, str]]) -> None:
        """`fields` are pairs of a field's name and its text."""
        self._lines = [
            (QuotedPlace(name, number), words)
            for name, text in fields
            for number, line in enumerate(text.splitlines(), start=1)
            if (words := f" {' '.join(words_seen(line))} ").strip()
        ]

    def find(self, quote: str, *, near: QuotedPlace | None = None) -> QuotedPlace | None:
        """Return where the quoted words stand; None where they are gone.

        Of several places the one nearest to `near` is found, else the first one.
        """
        words = words_seen(quote)
        if not words:
            return None
        wanted = f" {' '.join(words)} "
        found = [place for place, line in self._lines if wanted in line]
        if near is None or not found:
            return found[0] if found else None
        return min(found, key=lambda one: (one.place != near.place, abs(one.line - near.line)))


def words_seen(line: str) -> list[str]:
    """The words of a line without its marks, in small letters."""
    return WORD.findall(UNSEEN.sub(" ", line).casefold())
