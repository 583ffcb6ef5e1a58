"""Names that readers could mistake for one of the site's people, disguised ones included."""

import re
import unicodedata
from collections.abc import Iterator

from django.contrib.auth.models import User

from articles.models import Contributor
from comments.spam.folding import fold, storable, visible

REFUSAL = "That name looks like one of ours. Choose another."

# In a name of so many letters, one wrong letter does not make another name.
SLIPS_FROM = 8

# Only as whole words: "Vet Anna" and "Scratchpost admin" claim an office, "Yvette" does not.
OFFICES = frozenset(
    fold(word)
    for word in (
        *("admin", "admins", "administrator", "administrators", "editor", "editors"),
        *("moderator", "moderators", "scratchpost", "webmaster"),
        *("vet", "vets", "veterinarian", "veterinarians", "veterinary"),
    )
)
# So long that they claim an office even inside another word: "xXscratchpostXx".
UNMISTAKABLE = tuple(
    fold(word) for word in ("scratchpost", "moderator", "administrator", "veterinarian", "veterinarysurgeon")
)
# "Thijs de Vet" has a Dutch family name and claims no office.
NO_OFFICE_AFTER = fold("de")
TITLES = frozenset(
    fold(word) for word in ("dr", "doctor", "prof", "professor", "mr", "mrs", "ms", "miss", "sir", "the")
)

# Signs that people use as letters: "@dmin", "$cratchpost", "Ver@".
_SIGNS = str.maketrans("@$!|€", "aslle")
_BETWEEN_WORDS = re.compile(r"[\W_]+")

Words = tuple[str, ...]


def is_like_staff(name: str) -> bool:
    """Two queries, whatever the name. Logins are not compared, or a refusal would betray one."""
    contributors = list(Contributor.objects.values_list("name", flat=True))
    staff = User.objects.filter(is_staff=True).values_list("first_name", "last_name")
    ours = [_words(given) for given in (*contributors, *(f"{first} {last}" for first, last in staff))]
    return any(
        _claims_office(words) or any(_is_like(words, theirs) for theirs in ours) for words in _readings(name)
    )


def _readings(name: str) -> Iterator[Words]:
    """The ways in which somebody may read it: with signs as letters, and without digits at a word's end."""
    shown = unicodedata.normalize("NFKC", visible(storable(name)))
    for reading in {shown, shown.translate(_SIGNS)}:
        yield _words(reading)
        yield _words(re.sub(r"\d+\b", "", reading))


def _words(name: str) -> Words:
    """Folded, without titles; a capital after a small letter begins a word, as in "VetAnna"."""
    letters = zip(name, f"{name[1:]} ", strict=False)
    parted = "".join(f"{one} " if one.islower() and after.isupper() else one for one, after in letters)
    words = [word for word in _BETWEEN_WORDS.split(fold(parted)) if word]
    return tuple(word for word in words if word not in TITLES)


def _joined(words: Words) -> str:
    return "".join(words)


def _claims_office(words: Words) -> bool:
    joined = _joined(words)
    if joined in OFFICES or any(word in joined for word in UNMISTAKABLE):
        return True
    if any(_is_one_slip(joined, word) for word in UNMISTAKABLE):
        return True
    before = ("", *words)
    return any(
        word in OFFICES and earlier != NO_OFFICE_AFTER for earlier, word in zip(before, words, strict=False)
    )


def _is_like(words: Words, staff: Words) -> bool:
    """The same name, with words in another order or added, or with one wrong letter."""
    if not staff or not words:
        return False
    joined, theirs = _joined(words), _joined(staff)
    if joined == theirs or sorted(words) == sorted(staff) or _is_one_slip(joined, theirs):
        return True
    return len(staff) > 1 and any(
        words[start : start + len(staff)] == staff for start in range(len(words) - len(staff) + 1)
    )


def _is_one_slip(one: str, other: str) -> bool:
    """Whether one letter is added, missing or wrong, or two neighbours are swapped."""
    if len(other) < SLIPS_FROM or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    tail, rest = one[start:], other[start:]
    swapped = tail[1:2] + tail[:1] + tail[2:]
    return rest in (tail[1:], swapped) or tail == rest[1:] or tail[1:] == rest[1:]
