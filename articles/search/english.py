"""Which words are English, and how often people say them.

The site's own words are too few to tell: no text of ours may say "sheep", and still it is not
a misspelt "sleep".
"""

from functools import cache

from spellchecker import SpellChecker

SPELT_OTHERWISE = (
    *(("our", "or"), ("ae", "e"), ("oe", "e"), ("ise", "ize"), ("isi", "izi"), ("yse", "yze")),
    *(
        ("tre", "ter"),
        ("lled", "led"),
        ("lling", "ling"),
        ("ogue", "og"),
        ("mould", "mold"),
        ("grey", "gray"),
    ),
)


@cache
def _spoken() -> dict[str, int]:
    """How often each of 160,000 words was said in the subtitles of films; 20 MB, once for a process."""
    return dict(SpellChecker(language="en").word_frequency.dictionary)


@cache
def _all_said() -> int:
    return sum(_spoken().values())


def is_english(word: str) -> bool:
    """Also where it is spelt as in Britain; only American spellings are listed."""
    return word in _spoken() or any(other in _spoken() for other in spellings(word))


def frequency(word: str) -> float:
    """The share of all words said that are this one; 0.0 where it is not English."""
    return _spoken().get(word, 0) / _all_said()


def spellings(word: str) -> list[str]:
    """How it would be spelt on the other side of the Atlantic, whether or not such a word is."""
    pairs = [pair for one in SPELT_OTHERWISE for pair in (one, one[::-1])]
    return [word.replace(here, there) for here, there in pairs if here in word]
