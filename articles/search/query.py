"""Reading of a question: it is split into the words and combinations that the search looks for."""

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from django.db import connection

from articles.characters import is_blank, one_line
from articles.models import Synonym, SynonymRewrite
from articles.phrases import Said
from articles.search.english import frequency
from articles.search.lexemes import normalise
from articles.search.results import Correction
from articles.search.spelling import in_our_spelling, mend
from articles.search.synonyms import rewrites_for, rewritten
from articles.search.vocabulary import Vocabulary, current

# Longer questions are not typed by people.
MOST_CHARACTERS = 200
MOST_WORDS = 32
# Of a long question the search looks only for the words that tell the most.
MOST_CONCEPTS = 12
MOST_COMBINATIONS = 6
# How much a combination counts beside its single words: one with a synonym, one of neighbours.
SYNONYM_COUNTS = 0.5
NEIGHBOURS_COUNT = 0.7
# How far apart two words may be to count as neighbours.
FARTHEST = 3

# On the scale of negative natural logarithms of a word's frequency. A word that makes up one in 250
# spoken words (5.5) tells the least. One that makes up one in 37,000 (5.5 + 5.0) tells all it can.
SAID_BY_ALL = 5.5
SPAN = 5.0
LEAST_TELLING = 0.15
# The name of an animal says more about which pages are wanted than about what they should say.
NAMES_COUNT = 0.3
# A word that no page contains may be the point of the question, or only the name of the dog.
LOST_COUNTS = 0.5

# Characters that no text needs and that Postgres or UTF-8 may refuse: controls, surrogates,
# noncharacters.
UNUSABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Contractions of stop words without their apostrophe, as owners often write them.
CONTRACTIONS = frozenset(
    [
        "arent",
        "cant",
        "couldnt",
        "didnt",
        "doesnt",
        "dont",
        "hadnt",
        "hasnt",
        "havent",
        "hes",
        "heres",
        "id",
        "ill",
        "im",
        "isnt",
        "ive",
        "lets",
        "shed",
        "shes",
        "shouldnt",
        "thats",
        "theres",
        "theyre",
        "theyve",
        "wasnt",
        "werent",
        "whats",
        "wheres",
        "whos",
        "whys",
        "wont",
        "wouldnt",
        "youre",
        "youve",
    ]
)
# Short forms that people type on a phone, with the words that they stand for.
SHORT_FOR = {
    **{"wen": "when", "coz": "because", "cuz": "because", "cos": "because", "bc": "because", "wot": "what"},
    **{
        "ur": "your",
        "u": "you",
        "y": "why",
        "r": "are",
        "n": "and",
        "w": "with",
        "tho": "though",
        "dat": "that",
    },
    **{
        "nite": "night",
        "pls": "please",
        "plz": "please",
        "sumtimes": "sometimes",
        "wat": "what",
        "da": "the",
    },
}


@dataclass(frozen=True)
class Concept:
    """A word that the search looks for.

    `query` is a tsquery for the word or for any of its synonyms. `is_ours` says whether any page
    can be found by it, and `is_name` whether it names an animal.
    """

    word: str
    lexeme: str
    query: str
    weight: float
    is_ours: bool
    synonyms: Sequence[Synonym] = ()
    is_name: bool = False


@dataclass(frozen=True)
class Combination:
    """Words of the question that say more together than each does alone.

    `query` finds texts in which they are near each other, or what their `synonym` has for them.
    """

    query: str
    weight: float
    synonym: Synonym | None = None


@dataclass(frozen=True)
class Question:
    """What the search has read from a question.

    `species` are the pks of the animals that the question names, and `breed_of` the pks of those
    whose breeds it names.
    """

    words: Sequence[str] = ()
    species: frozenset[int] = frozenset()
    breed_of: frozenset[int] = frozenset()
    correction: Correction | None = None
    concepts: Sequence[Concept] = ()
    combinations: Sequence[Combination] = ()

    @property
    def lookups(self) -> list[Concept]:
        """The concepts that some page may contain."""
        return [concept for concept in self.concepts if concept.is_ours]

    @property
    def weight(self) -> float:
        return sum(concept.weight for concept in self.concepts)


def clean(query: str) -> str:
    """Return the query without what Postgres refuses and nobody sees, cut to a length that people type."""
    usable = UNUSABLE.sub(" ", unicodedata.normalize("NFC", query[: 4 * MOST_CHARACTERS]))
    if is_blank(usable):
        return ""
    return one_line(usable)[:MOST_CHARACTERS].strip()


def read(
    query: str,
    *,
    exact: bool = False,
    vocabulary: Vocabulary | None = None,
    well_spelt: Container[str] = frozenset(),
) -> Question:
    """Read a question, with at most four small queries.

    With `exact`, no misspelling is mended, and no word that is `well_spelt` ever is.
    """
    vocabulary = vocabulary or current()
    typed = (SHORT_FOR.get(word, word) for word in normalise(clean(query)).split()[:MOST_WORDS])
    words = [in_our_spelling(word, vocabulary) for word in typed]
    lexemes = _lexemes(words)
    vocabulary = vocabulary.beside(list(lexemes), list(lexemes.values()))
    telling = [word for word in lexemes if word not in well_spelt]
    correction = None if exact else mend(words, telling, vocabulary)
    if correction and correction.applied:
        words = correction.text.split()
        lexemes = _lexemes(words)
    said = Said(tuple(words))
    species = frozenset(pk for pk, names in vocabulary.species.items() if names.met_by(said))
    breeds = (animals for names, animals in vocabulary.breeds if names.met_by(said))
    breed_of = frozenset[int]().union(*breeds)
    rewrites = rewrites_for(" ".join(words), sorted(species))
    concepts = _concepts(lexemes, rewrites, _names(species, vocabulary), vocabulary)
    combinations = [*_meanings(rewrites, vocabulary), *_neighbours(words, concepts)]
    return Question(words, species, breed_of, correction, concepts, combinations)


def _names(species: frozenset[int], vocabulary: Vocabulary) -> dict[str, str]:
    """Return the names of these animals, each with the tsquery for what texts call the animal."""
    return {word: vocabulary.called[animal] for animal in species for word in vocabulary.names[animal]}


def _concepts(
    lexemes: Mapping[str, str],
    rewrites: Sequence[SynonymRewrite],
    names: Mapping[str, str],
    vocabulary: Vocabulary,
) -> list[Concept]:
    queries = rewritten(list(lexemes.values()), rewrites)
    concepts = []
    for (word, lexeme), query in zip(lexemes.items(), queries, strict=True):
        synonyms = tuple(dict.fromkeys(row.synonym for row in rewrites if row.target == f"'{lexeme}'"))
        weight = vocabulary.rarity(query) * _telling(word)
        is_ours = bool(synonyms) or lexeme in vocabulary.stems
        if word in names:
            concept = Concept(
                word, lexeme, f"{query} | {names[word]}", weight * NAMES_COUNT, True, synonyms, True
            )
        else:
            concept = Concept(
                word, lexeme, query, weight * (1 if is_ours else LOST_COUNTS), is_ours, synonyms
            )
        concepts.append(concept)
    return sorted(concepts, key=lambda concept: -concept.weight)[:MOST_CONCEPTS]


LEXEMES = """
SELECT word, (ts_lexize('english_stem', word))[1]
FROM unnest(%s::text[]) WITH ORDINALITY AS asked (word, place) ORDER BY place
"""


def _lexemes(words: Sequence[str]) -> dict[str, str]:
    """Return the lexeme of each word that is no stop word, with one query.

    Of words with the same lexeme only the first is returned.
    """
    with connection.cursor() as cursor:
        cursor.execute(LEXEMES, [list(words)])
        rows = [(word, lexeme) for word, lexeme in cursor.fetchall() if lexeme and word not in CONTRACTIONS]
    # The rows are reversed, so that the first word of a lexeme overwrites the later ones.
    return {word: lexeme for lexeme, word in {lexeme: word for word, lexeme in reversed(rows)}.items()}


def _meanings(rewrites: Sequence[SynonymRewrite], vocabulary: Vocabulary) -> list[Combination]:
    """Return what the question's phrases of several words mean, each synonym once."""
    found: dict[int, Combination] = {}
    for row in rewrites:
        words = row.needs.count("&") + 1
        _, _, meaning = row.substitute.partition(" | ")
        if words > 1 and meaning and row.synonym_id not in found:
            weight = SYNONYM_COUNTS * vocabulary.rarity(meaning)
            found[row.synonym_id] = Combination(meaning, weight, row.synonym)
    return list(found.values())[:MOST_COMBINATIONS]


def _neighbours(words: Sequence[str], concepts: Sequence[Concept]) -> Iterator[Combination]:
    """Return pairs of words that are near each other in the question, as in “walking in circles”.

    A text that has them near each other, too, is more likely about the same.
    """
    known = {concept.word: concept for concept in concepts if concept.is_ours}
    places = [(place, known[word]) for place, word in enumerate(words) if word in known]
    for (here, one), (there, other) in pairwise(places):
        if there - here <= FARTHEST:
            near = (f"('{one.lexeme}' <{by}> '{other.lexeme}')" for by in range(1, FARTHEST + 1))
            yield Combination(" | ".join(near), NEIGHBOURS_COUNT * (one.weight + other.weight) / 2)


def _telling(word: str) -> float:
    """Return how much a word tells about the question, from `LEAST_TELLING` to 1.0.

    A word that everybody uses all the time tells little, even if few pages contain it.
    """
    share = frequency(word)
    if not share:
        return 1.0
    return min(1.0, max(LEAST_TELLING, (-log(share) - SAID_BY_ALL) / SPAN))
