"""A question in an owner's words, taken apart into what to look for."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from django.db import connection

from articles.models import Synonym, SynonymRewrite
from articles.phrases import Said
from articles.search.english import frequency
from articles.search.results import Correction
from articles.search.spelling import in_our_spelling, mend
from articles.search.synonyms import rewrites_for, rewritten
from articles.search.vocabulary import Vocabulary, current
from articles.search.words import plain

# Nobody types more in earnest.
MOST_CHARACTERS = 200
MOST_WORDS = 32
# Of a long question the most telling words are looked for.
MOST_CONCEPTS = 12
MOST_PHRASES = 6
# What words mean together, beside each of them.
SYNONYM_COUNTS = 0.5
NEIGHBOURS_COUNT = 0.7
FARTHEST = 3

# By how often people say it, on the scale of natural logarithms: one word in 250, and in 37,000.
SAID_BY_ALL = 5.5
SPAN = 5.0
LEAST_TELLING = 0.15
# The animal's name tells of what kind a page is to be, less what it is to say.
NAMES_COUNT = 0.3
# What no page has may be the very point, or the name of the dog.
LOST_COUNTS = 0.5

# Signs that no text holds, from control characters to halves of characters.
UNUSABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# What stop words become where owners leave out the apostrophe, as they do.
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
# What people type on a phone for words that are stop words, or that texts spell out.
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
    """A word that is looked for. `query` finds it, or what owners and texts say instead."""

    word: str
    lexeme: str
    query: str
    weight: float
    is_ours: bool
    synonyms: Sequence[Synonym] = ()


@dataclass(frozen=True)
class Phrase:
    """Words of the question that say more together; `query` finds them so, or what their `synonym` says."""

    query: str
    weight: float
    synonym: Synonym | None = None


@dataclass(frozen=True)
class Question:
    """`species` are the numbers of the animals it names, `breed_of` of those whose breeds it names."""

    words: Sequence[str] = ()
    species: frozenset[int] = frozenset()
    breed_of: frozenset[int] = frozenset()
    correction: Correction | None = None
    concepts: Sequence[Concept] = ()
    phrases: Sequence[Phrase] = ()

    @property
    def lookups(self) -> list[Concept]:
        """What some page may have."""
        return [concept for concept in self.concepts if concept.is_ours]

    @property
    def weight(self) -> float:
        return sum(concept.weight for concept in self.concepts)


def clean(query: str) -> str:
    """What Postgres can take, at a length that people type."""
    usable = UNUSABLE.sub(" ", unicodedata.normalize("NFC", query[: 4 * MOST_CHARACTERS]))
    return " ".join(usable.split())[:MOST_CHARACTERS].strip()


def read(query: str, *, exact: bool = False, vocabulary: Vocabulary | None = None) -> Question:
    """Four small queries, or fewer. With `exact`, misspellings are left as they are."""
    vocabulary = vocabulary or current()
    typed = (SHORT_FOR.get(word, word) for word in plain(clean(query)).split()[:MOST_WORDS])
    words = [in_our_spelling(word, vocabulary) for word in typed]
    lexemes = _lexemes(words)
    vocabulary = vocabulary.beside(list(lexemes), list(lexemes.values()))
    correction = None if exact else mend(words, lexemes, vocabulary)
    if correction and correction.applied:
        words = correction.text.split()
        lexemes = _lexemes(words)
    said = Said(tuple(words))
    species = frozenset(pk for pk, names in vocabulary.species.items() if names.met_by(said))
    breeds = (animals for names, animals in vocabulary.breeds if names.met_by(said))
    breed_of = frozenset[int]().union(*breeds)
    rewrites = rewrites_for(" ".join(words), sorted(species))
    concepts = _concepts(lexemes, rewrites, _names(species, vocabulary), vocabulary)
    phrases = [*_phrases(rewrites, vocabulary), *_neighbours(words, concepts)]
    return Question(words, species, breed_of, correction, concepts, phrases)


def _names(species: frozenset[int], vocabulary: Vocabulary) -> dict[str, str]:
    """Words by which the question may name an animal, each with what texts call it."""
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
            concept = Concept(word, lexeme, f"{query} | {names[word]}", weight * NAMES_COUNT, True, synonyms)
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
    """The words that say something, each with its lexeme, none twice. One query."""
    with connection.cursor() as cursor:
        cursor.execute(LEXEMES, [list(words)])
        rows = [(word, lexeme) for word, lexeme in cursor.fetchall() if lexeme and word not in CONTRACTIONS]
    # The first of several forms stands for all.
    return {word: lexeme for lexeme, word in {lexeme: word for word, lexeme in reversed(rows)}.items()}


def _phrases(rewrites: Sequence[SynonymRewrite], vocabulary: Vocabulary) -> list[Phrase]:
    """Each synonym once, by the longest of its phrases that the question has."""
    found: dict[int, Phrase] = {}
    for row in rewrites:
        words = row.needs.count("&") + 1
        _, _, meaning = row.substitute.partition(" | ")
        if words > 1 and meaning and row.synonym_id not in found:
            found[row.synonym_id] = Phrase(meaning, SYNONYM_COUNTS * vocabulary.rarity(meaning), row.synonym)
    return list(found.values())[:MOST_PHRASES]


def _neighbours(words: Sequence[str], concepts: Sequence[Concept]) -> Iterator[Phrase]:
    """“walking in circles”: texts that say two words as near each other as the question does."""
    known = {concept.word: concept for concept in concepts if concept.is_ours}
    places = [(place, known[word]) for place, word in enumerate(words) if word in known]
    for (here, one), (there, other) in pairwise(places):
        if there - here <= FARTHEST:
            near = (f"('{one.lexeme}' <{by}> '{other.lexeme}')" for by in range(1, FARTHEST + 1))
            yield Phrase(" | ".join(near), NEIGHBOURS_COUNT * (one.weight + other.weight) / 2)


def _telling(word: str) -> float:
    """What everybody says all the time tells little of what is asked, however few pages have it."""
    share = frequency(word)
    if not share:
        return 1.0
    return min(1.0, max(LEAST_TELLING, (-log(share) - SAID_BY_ALL) / SPAN))
