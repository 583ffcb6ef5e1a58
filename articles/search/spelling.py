"""Mending of misspellings: a misspelt word is replaced by the nearest word of the site."""

import re
from collections.abc import Container, Sequence

from rapidfuzz.distance import OSA, Prefix
from rapidfuzz.process import extract

from articles.search.english import frequency, is_english, spellings
from articles.search.results import Correction
from articles.search.vocabulary import Vocabulary

# In a shorter word a mistake leaves too little to tell which word is meant.
SHORTEST = 4
SHORTEST_PART = 3
# A word of at least LONG letters may have two mistakes. One of at least SOUNDING letters may have
# two if it sounds like the right word, and a shorter one may have only one.
LONG = 7
SOUNDING = 5
MOST_MENDED = 6
# A reader means a word that people say at least once in a million words, so it is not mended.
SURELY_MEANT = 1e-6
MOST_COMPARED = 20
# Added to the number of mistakes if the words differ in their sound, or in their first letter too:
# people spell by ear, and they rarely get the first letter wrong.
OTHER_SOUND = 0.4
OTHER_BEGINNING = 0.4

SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^(ps|sc(?=[eiy]))", "s"),
        (r"ph|gh$", "f"),
        (r"ck|c(?![eihy])|q", "k"),
        (r"c(?=[eiy])|z", "s"),
        (r"(?<=.)[aeiouy]+", "a"),
        (r"(.)\1+", r"\1"),
    )
]


def mend(words: Sequence[str], telling: Container[str], vocabulary: Vocabulary) -> Correction | None:
    """Return the corrected question, or None if nothing needs mending.

    Only `telling` words are mended, not stop words. A word that is not English is surely misspelt,
    so its correction is applied. An English word that no page contains may be meant as it is: the
    nearest word of the site is only offered.
    """
    unknown = [word for word in dict.fromkeys(words) if word in telling and not vocabulary.knows(word)]
    sure: dict[str, str] = {}
    offered: dict[str, str] = {}
    for word in [word for word in unknown if frequency(word) < SURELY_MEANT][:MOST_MENDED]:
        if found := _nearest(word, vocabulary):
            (offered if is_english(word) else sure)[word] = found
    mended = sure or {word: found for word, found in offered.items() if _sound(word) == _sound(found)}
    if not mended:
        return None
    return Correction(tuple((mended.get(word, word), word in mended) for word in words), bool(sure))


def in_our_spelling(word: str, vocabulary: Vocabulary) -> str:
    """Return the word in the spelling of the texts, such as “colour” for “color”."""
    if vocabulary.knows(word):
        return word
    return next((other for other in spellings(word) if other in vocabulary.pages), word)


def _nearest(word: str, vocabulary: Vocabulary) -> str | None:
    if len(word) < SHORTEST or not word.isalpha():
        return None
    mistakes = 2 if len(word) >= SOUNDING else 1
    found = extract(
        word,
        vocabulary.words,
        scorer=OSA.distance,
        score_cutoff=mistakes,
        limit=MOST_COMPARED,
        processor=None,
    )
    likely = [
        (
            _cost(word, other, distance),
            -Prefix.similarity(word, other),
            -vocabulary.pages.get(other, 0),
            other,
        )
        for other, distance, _ in found
        if distance <= 1 or len(word) >= LONG or _sound(word) == _sound(other)
    ]
    return min(likely)[-1] if likely else _in_two(word, vocabulary)


def _cost(word: str, other: str, distance: float) -> float:
    if _sound(word) == _sound(other):
        return distance
    return distance + OTHER_SOUND + (OTHER_BEGINNING if word[0] != other[0] else 0)


def _sound(word: str) -> str:
    for pattern, sound in SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _in_two(word: str, vocabulary: Vocabulary) -> str | None:
    """Return the two words of the site that were written as one, such as “bellyrub”."""
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    halves = ((word[:cut], word[cut:]) for cut in cuts)
    return next((" ".join(pair) for pair in halves if all(part in vocabulary.pages for part in pair)), None)
