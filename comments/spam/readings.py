"""The ways in which somebody may read a name: without disguise, word by word."""

import re
import unicodedata
from collections.abc import Iterator

from comments.spam.folding import fold, storable, visible

Words = tuple[str, ...]

# Signs that people use as letters: "@dmin", "$cratchpost", "Ver@".
_SIGNS = str.maketrans("@$!|€", "aslle")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
# "D r Smith", but not the initials "D. R. Smith".
_TORN = re.compile(r"\b([A-Z])[\s.]+(?=[a-z]\b)")
# "D.V.M." and "m o d e r a t o r" are words; two letters may be somebody's initials.
FEWEST_LETTERS = 3
# In a word of so many letters, one wrong letter does not make another word.
SLIPS_FROM = 8


def readings(text: str) -> Iterator[Words]:
    """Folded words, with signs as letters or not, and with or without digits at a word's end.

    The first reading is the plain one.
    """
    shown = unicodedata.normalize("NFKC", visible(storable(text)))
    for reading in dict.fromkeys([shown, shown.translate(_SIGNS), _TORN.sub(r"\1", shown)]):
        yield _words(reading)
        yield _words(re.sub(r"\d+\b", "", reading))


def reversed_readings(text: str) -> Iterator[Words]:
    """From right to left, as some scripts and marks of direction show a text."""
    return readings(visible(storable(text))[::-1])


def with_spelt_out(words: Words) -> Words:
    """Also the words that are written letter by letter."""
    spelt, run = [], ""
    for word in (*words, "  "):
        if len(word) == 1:
            run += word
            continue
        if len(run) >= FEWEST_LETTERS:
            spelt.append(run)
        run = ""
    return (*words, *spelt)


def _words(text: str) -> Words:
    """A capital after a small letter begins a word, as in "VetAnna"."""
    letters = zip(text, f"{text[1:]} ", strict=False)
    parted = "".join(f"{one} " if one.islower() and after.isupper() else one for one, after in letters)
    return tuple(word for word in _BETWEEN_WORDS.split(fold(parted)) if word)


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter is added, missing or wrong, or two neighbours are swapped; in long words only."""
    if len(other) < SLIPS_FROM or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    tail, rest = one[start:], other[start:]
    swapped = tail[1:2] + tail[:1] + tail[2:]
    return rest in (tail[1:], swapped) or tail == rest[1:] or tail[1:] == rest[1:]
