"""Text that is very short, very long, all in capitals, or one character repeated."""

import re

from comments.spam.checks.draft import Draft, Suspicion
from comments.spam.checks.kinds import CheckKind
from comments.spam.folding import visible

# Three quarters of what the form takes: long reports are welcome, but deserve a slower look.
LONG = 1500
# Chinese and Japanese write whole sentences without a space.
SHORT_WORDS = 2
SHORT = 12
# Fewer capitals may be an abbreviation.
SHOUTED_LETTERS = 20
SHOUTED_SHARE = 0.7
REPEATED = re.compile(r"(\S)\1{11,}")
FEW_SIGNS = 3
ENOUGH_SIGNS = 20

ODD_LENGTH = 1
SHOUTING = 2
ONE_SIGN = 3


def check_length(draft: Draft) -> Suspicion | None:
    text = visible(draft.text).strip()
    if not text:
        return None
    for find in (_one_sign, _shouting, _long, _short):
        found = find(text)
        # "Thank you!" is a whole answer to somebody.
        if found and not (find is _short and draft.parent):
            points, words = found
            return {"check": CheckKind.LENGTH, "points": points, "words": words}
    return None


def _one_sign(text: str) -> tuple[int, str] | None:
    signs = [char for char in text if not char.isspace()]
    if REPEATED.search(text) or (len(signs) >= ENOUGH_SIGNS and len(set(signs)) <= FEW_SIGNS):
        return ONE_SIGN, "The same sign is repeated over and over, which says nothing to readers."
    return None


def _shouting(text: str) -> tuple[int, str] | None:
    letters = [char for char in text if char.isupper() or char.islower()]
    capitals = sum(char.isupper() for char in letters)
    if len(letters) >= SHOUTED_LETTERS and capitals > SHOUTED_SHARE * len(letters):
        return SHOUTING, "Most of it is in capitals, as advertisements and insults often are."
    return None


def _long(text: str) -> tuple[int, str] | None:
    if len(text) > LONG:
        return ODD_LENGTH, f"It is very long ({len(text):,} characters); pasted texts often are."
    return None


def _short(text: str) -> tuple[int, str] | None:
    if len(text.split()) < SHORT_WORDS and len(text) < SHORT:
        return ODD_LENGTH, "It is a single word, which gives readers little to go by."
    return None
