"""Whether a name, or a line about pets, says that its writer is a vet or one of the site's people."""

import re
from collections.abc import Iterator
from enum import StrEnum

from comments.spam import offices
from comments.spam.readings import Words, is_one_slip, readings, reversed_readings, with_spelt_out

# Read from right to left, short words are found in too many names.
FEWEST_REVERSED = 5
_OF_SOMEBODY_ELSE = re.compile(rf"[^,;()/|]*['’]s\s+(?:{offices.KIN})s?\b", re.IGNORECASE)
# A hyphen ends no part: a “vet-phobic cat” is no vet.
_PARTS = re.compile(r"[.,;:!?()\[\]/|–—•*&+\n]+|\b(?=I\b)")


class Claim(StrEnum):
    """What the writer says to be."""

    SITE = "site"
    VET = "vet"


def claim_of_name(name: str) -> Claim | None:
    own = _OF_SOMEBODY_ELSE.sub(" ", name)
    if any(map(_is_of_site, readings(name))) or any(map(_is_reversed, reversed_readings(name))):
        return Claim.SITE
    return Claim.VET if any(map(_is_vet, readings(own))) else None


def claim_of_pet_line(line: str) -> Claim | None:
    """Only where a part of the line begins with it: a cat may hate the vet."""
    # “D.V.M.” must not fall into parts.
    if any(offices.DEGREES.intersection(with_spelt_out(words)) for words in readings(line)):
        return Claim.VET
    parts = (words for part in _PARTS.split(line) for words in readings(part))
    return next(filter(None, map(_of_part, parts)), None)


def _is_of_site(words: Words) -> bool:
    joined = "".join(words)
    if joined in offices.SITE | offices.SITE_ALONE or _says(joined, offices.SITE_UNMISTAKABLE):
        return True
    if any(_stands_in(phrase, words) for phrase in offices.SITE_PHRASES):
        return True
    return bool(offices.SITE.intersection(with_spelt_out(words)))


def _is_reversed(words: Words) -> bool:
    long = [word for word in words if len(word) >= FEWEST_REVERSED]
    return bool(offices.SITE.intersection(long)) or any(
        word in "".join(words) for word in offices.SITE_UNMISTAKABLE
    )


def _is_vet(words: Words) -> bool:
    joined = "".join(words)
    return joined in offices.VETS or _says(joined, offices.VET_UNMISTAKABLE) or any(_vets_in(words))


def _vets_in(words: Words) -> Iterator[bool]:
    all_words = with_spelt_out(words)
    for before, word in zip(("", *all_words), all_words, strict=False):
        is_claim = _names_vet(word) or word in offices.TITLES or word in offices.DEGREES
        yield is_claim and before != offices.NO_OFFICE_AFTER


def _names_vet(word: str) -> bool:
    return word in offices.VETS or word.startswith(offices.VET_BEGINNINGS + offices.VET_UNMISTAKABLE)


def _says(joined: str, words: tuple[str, ...]) -> bool:
    return any(word in joined or is_one_slip(joined, word) for word in words)


def _stands_in(phrase: Words, words: Words) -> bool:
    return any(words[start : start + len(phrase)] == phrase for start in range(len(words)))


def _of_part(words: Words) -> Claim | None:
    if words in offices.SITE_PHRASES:
        return Claim.SITE
    start = next((at for at, word in enumerate(words) if word not in offices.PET_BEFORE), len(words))
    first, after = (*words[start : start + 2], "", "")[:2]
    if first == offices.OWN_NAME:
        # Cats have scratch posts.
        return Claim.SITE if after in offices.SITE | offices.SITE_ALONE or _names_vet(after) else None
    if after and after not in offices.PET_AFTER:
        return None
    if first in offices.SITE:
        return Claim.SITE
    return Claim.VET if _names_vet(first) else None
