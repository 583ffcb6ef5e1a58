"""The words of a text, without what people in a hurry leave out: case, accents, apostrophes."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

# The least letters before “*”, and in at least one word of each line.
SHORTEST = 3
# Words are cut to this length. Useful words are shorter, and all beginnings of a very long word would
# fill the memory.
LONGEST = 40

APOSTROPHES = "'’‘‛ʼ`´′＇"
_WITHOUT_APOSTROPHES = dict.fromkeys(map(ord, APOSTROPHES))
# Accents, soft hyphens and signs without width. They would otherwise divide a word into two.
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
# As it is written, with its accents: “Jean-Paul”, “it’s”.
WRITTEN_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_WORD = re.compile(r"[^\W_]+")


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
