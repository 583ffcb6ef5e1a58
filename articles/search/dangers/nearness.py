"""How near a text is to the stored questions of danger, and how far from the everyday ones.

Both are told by their n-grams: the sequences of three to five letters in their words, the ends of a
word counting as letters. An n-gram that stands in more questions of danger than in everyday ones
speaks for danger, by the logarithm of how many times more often. The nearness of a text is the
mean of all its n-grams (naive Bayes, as in Manning, Raghavan and Schütze, Introduction to
Information Retrieval, chapter 13).
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from articles.models import DangerPhrase
from articles.phrases import words_in

SHORTEST, LONGEST = 3, 5
# Chosen with half of the questions that were at hand (docs/search.md). If it were lower, everyday
# questions would raise the card more often.
NEAR = 0.6
# Fewer n-grams than in two short words say little.
FEWEST_GRAMS = 12
# A longer text is no question, and only its beginning is compared.
MOST_WORDS = 40


@dataclass(frozen=True)
class Stored:
    """A question of danger, the primary key of its row, and how many n-grams it has."""

    text: str
    row: int
    size: int


@dataclass(frozen=True)
class Questions:
    """All stored questions. `weights` has what each n-gram speaks for danger, and `holding` who has it."""

    stored: Sequence[Stored]
    weights: Mapping[str, float]
    holding: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, rows: Iterable[DangerPhrase]) -> "Questions":
        stored: list[Stored] = []
        holding: dict[str, list[int]] = defaultdict(list)
        everyday, harmless = 0, Counter[str]()
        for pk, line in ((row.pk, line) for row in rows for line in row.questions.splitlines()):
            grams = _grams(words_in(line))
            if line.startswith("!"):
                everyday += 1
                harmless.update(grams)
                continue
            for gram in grams:
                holding[gram].append(len(stored))
            stored.append(Stored(line, pk, len(grams)))
        weights = {
            gram: log((len(holding.get(gram, ())) + 0.5) / (len(stored) + 1))
            - log((harmless[gram] + 0.5) / (everyday + 1))
            for gram in holding.keys() | harmless.keys()
        }
        return cls(stored, weights, holding)

    def is_near(self, words: Sequence[str], harmless: Container[int]) -> bool:
        """Whether a text of these words is near, with and without those at the places that are harmless."""
        left = [word for place, word in enumerate(words) if place not in harmless]
        return all(self.nearness(_grams(one)) >= NEAR for one in (words, left))

    def nearness(self, grams: frozenset[str]) -> float:
        """Return 0 for n-grams as common in everyday questions, and more the rarer they are there."""
        if len(grams) < FEWEST_GRAMS:
            return 0.0
        return sum(self.weights.get(gram, 0.0) for gram in grams) / len(grams)

    def most_alike(self, words: Sequence[str], rows: Container[int]) -> Stored | None:
        """Return the question of one of these rows that shares the rarest n-grams, for its length."""
        grams = _grams(words)
        shared: dict[int, float] = defaultdict(float)
        for gram in grams & self.holding.keys():
            for place in self.holding[gram]:
                shared[place] += 1 / len(self.holding[gram])
        alike = {
            place: share / sqrt(self.stored[place].size)
            for place, share in shared.items()
            if self.stored[place].row in rows
        }
        best = max(alike, key=alike.__getitem__, default=None)
        return None if best is None else self.stored[best]


def _grams(words: Sequence[str]) -> frozenset[str]:
    bounded = (f" {word} " for word in words[:MOST_WORDS])
    return frozenset(
        word[start : start + length]
        for word in bounded
        for length in range(SHORTEST, LONGEST + 1)
        for start in range(len(word) - length + 1)
    )
