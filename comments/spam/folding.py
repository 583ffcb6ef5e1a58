"""Forms of a text in which disguised spellings are equal: for comparing, never for showing."""

import re
import unicodedata

from articles.characters import without_hidden
from comments.spam.confusables import LOOKS_LIKE

# Private and unknown characters, which may draw something, but no letter that people know.
_UNKNOWN = frozenset({"Co", "Cn"})

# Letters and signs that draw nothing but take up room, as a space does.
_BLANKS = dict.fromkeys(map(ord, "\u115f\u1160\u2800\u3164\uffa0"), " ")

# White letters in dark circles and squares, and the letters of flags: Unicode calls them symbols.
_ENCLOSED = {
    start + number: letter
    for start in (0x1F150, 0x1F170, 0x1F1E6)
    for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz")
}
_LETTERS = str.maketrans(
    _ENCLOSED | {ord(char): letter for letter, chars in LOOKS_LIKE.items() for char in chars}
)
# Digits that pass for letters; i, l and 1 are one stroke in many typefaces.
_STROKES = str.maketrans("013457i", "oleastl")
_RUNS = re.compile("rn|vv")
# Anything but the visible characters of ASCII: to look up those too would take most of the time.
_UNUSUAL = re.compile(r"[^\x20-\x7e]")


def storable(text: str) -> str:
    """Without NUL and half surrogate pairs: PostgreSQL refuses them, even in a search."""
    return text.replace("\0", "").encode(errors="replace").decode()


def visible(text: str) -> str:
    """Without invisible and unknown characters; white space stays, and what looks like it is a space."""
    spaced = text if text.isascii() else text.translate(_BLANKS)
    return _UNUSUAL.sub(_if_known, without_hidden(spaced))


def _if_known(found: re.Match[str]) -> str:
    return "" if unicodedata.category(found[0]) in _UNKNOWN else found[0]


def normalise(text: str) -> str:
    """One form for all widths, cases and spacings of the same words."""
    return " ".join(unicodedata.normalize("NFKC", visible(text)).casefold().split())


def fold(text: str) -> str:
    """What a text looks like at a glance: “Μоdеrаt0r” and “Moderator” become the same.

    Accents are dropped, look-alikes of other scripts become Latin, and letters that are easily
    mistaken for each other become one. Nobody can read the result.
    """
    # Twice, because folding case can give new characters to replace: “ẞ” becomes “ss”.
    letters = _as_latin(_as_latin(visible(text)).casefold()).translate(_STROKES)
    return " ".join(_RUNS.sub(_joined, letters).split())


def _as_latin(text: str) -> str:
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    bare = _UNUSUAL.sub(lambda found: "" if unicodedata.category(found[0])[0] == "M" else found[0], parts)
    return bare.translate(_LETTERS)


def _joined(run: re.Match[str]) -> str:
    return "m" if run[0] == "rn" else "w"
