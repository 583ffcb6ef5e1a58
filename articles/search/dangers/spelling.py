"""Misspelt words of danger: people who are afraid type “brething”, “maggets” and “colapsed”."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from articles.phrases import Phrase, Phrases, Slot, words_in
from articles.search.english import english_words, is_english

# In a shorter word a mistake leaves too little to tell which word is meant.
SHORTEST = 5
# A word of so many letters may have two mistakes.
LONG = 9
# Each word is compared with all words of danger. A longer text has enough other words.
MOST_MENDED = 40


@dataclass(frozen=True)
class Spelling:
    """The words of danger, each written in full, and all words that are surely spelt as they should be."""

    words: tuple[str, ...]
    known: frozenset[str]

    @cached_property
    def english(self) -> frozenset[str]:
        """The known words that are English: a search must not take one for a misspelling of another."""
        return frozenset(filter(is_english, self.known))

    @classmethod
    def of(cls, phrases: Iterable[Phrases], names: Iterable[str]) -> "Spelling":
        """Return the words of these phrases. Harmless words and `names` of animals are no misspellings."""
        phrases = list(phrases)
        words = {word for one in phrases for word in _words_in(one.dangers) if len(word) >= SHORTEST}
        harmless = (word for one in phrases for word in _words_in(one.harmless))
        return cls(tuple(sorted(words)), frozenset(chain(words, harmless, *map(words_in, names))))

    def mended(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words with those that are not English replaced by the word of danger they nearly are.

        An English word stays as it is: it is meant.
        """
        misspelt = [word for word in dict.fromkeys(words) if self._may_be_misspelt(word)][:MOST_MENDED]
        meant = {word: self._nearest(word) for word in misspelt}
        return tuple(meant.get(word, word) for word in words)

    def _may_be_misspelt(self, word: str) -> bool:
        return len(word) >= SHORTEST and word.isalpha() and word not in self.known and not is_english(word)

    def _nearest(self, word: str) -> str:
        mistakes = 2 if len(word) >= LONG else 1
        found = extractOne(word, self.words, scorer=OSA.distance, score_cutoff=mistakes, processor=None)
        return found[0] if found else word


def _words_in(lines: Iterable[Phrase]) -> Iterator[str]:
    slots = (slot for line in lines for part in line.parts for slot in part)
    return chain.from_iterable(map(_words_of, slots))


def _words_of(slot: Slot) -> Iterator[str]:
    yield from slot.words
    for stem in slot.stems:
        yield from _beginning_with(stem)
    for parts in slot.rows.values():
        for part in parts:
            for other in part:
                yield from _words_of(other)


@cache
def _beginning_with(stem: str) -> tuple[str, ...]:
    words = english_words()
    end = bisect_left(words, stem + "\uffff")
    return words[bisect_left(words, stem) : end]
