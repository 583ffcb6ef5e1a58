"""Which words are English, and how often people say them.

The words of the site alone cannot decide this. Perhaps no text of ours contains "sheep", and still
"sheep" is no misspelling of "sleep".
"""

from functools import cache

from spellchecker import SpellChecker

# Texts have British spellings, and readers type American ones too.
SPELT_OTHERWISE = (
    *(("our", "or"), ("ae", "e"), ("oe", "e"), ("ise", "ize"), ("isi", "izi"), ("yse", "yze")),
    *(
        ("tre", "ter"),
        ("lled", "led"),
        ("lling", "ling"),
        ("ogue", "og"),
        ("mould", "mold"),
        ("moult", "molt"),
        ("grey", "gray"),
    ),
)

# How often a word occurs at least that everybody knows: about 32,000 words do.
COMMON = 300


@cache
def _spoken() -> dict[str, int]:
    """Return how often each of 160,000 words occurs in the subtitles of films.

    The dictionary takes 20 MB, so each process loads it only once.
    """
    return dict(SpellChecker(language="en").word_frequency.dictionary)


@cache
def _all_said() -> int:
    return sum(_spoken().values())


@cache
def english_words() -> tuple[str, ...]:
    """Return all words that are said, from A to Z."""
    return tuple(sorted(_spoken()))


def is_english(word: str) -> bool:
    """Return whether the word is English, in British or American spelling.

    The list holds American spellings alone.
    """
    return word in _spoken() or any(other in _spoken() for other in spellings(word))


def frequency(word: str) -> float:
    """Return the share of this word among all spoken words, and 0.0 for a word that is not English."""
    return _spoken().get(word, 0) / _all_said()


def is_common(word: str) -> bool:
    """Return whether people say the word, in either spelling, and not only a few who know what it means."""
    return max(_spoken().get(one, 0) for one in (word, *spellings(word))) >= COMMON


def spellings(word: str) -> list[str]:
    """Return how the word could be spelt on the other side of the Atlantic.

    Some of the results are no words at all.
    """
    pairs = [pair for one in SPELT_OTHERWISE for pair in (one, one[::-1])]
    return [word.replace(here, there) for here, there in pairs if here in word]
