"""A question in an owner's words, taken apart into what to look for."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
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

# By how often people say it, on the scale of natural logarithms: one word in 250, and in 37,000.
SAID_BY_ALL = 5.5
SPAN = 5.0
LEAST_TELLING = 0.15

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
    """Several words of the question that together mean something: `query` finds what they mean."""

    synonym: Synonym
    query: str
    weight: float


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


def read(query: str, *, exact: bool = False) -> Question:
    """Four small queries, or fewer. With `exact`, misspellings are left as they are."""
    vocabulary = current()
    typed = (SHORT_FOR.get(word, word) for word in plain(clean(query)).split()[:MOST_WORDS])
    words = [in_our_spelling(word, vocabulary) for word in typed]
    lexemes = _lexemes(words)
    correction = None if exact else mend(words, lexemes, vocabulary)
    if correction and correction.applied:
        words = correction.text.split()
        lexemes = _lexemes(words)
    said = Said(tuple(words))
    species = frozenset(pk for pk, names in vocabulary.species.items() if names.met_by(said))
    breeds = (animals for names, animals in vocabulary.breeds if names.met_by(said))
    breed_of = frozenset[int]().union(*breeds)
    if len(species) == 1:
        lexemes = _but_for_names(lexemes, vocabulary.names[min(species)])
    rewrites = rewrites_for(" ".join(words), sorted(species))
    concepts = _concepts(lexemes, rewrites, vocabulary)
    return Question(words, species, breed_of, correction, concepts, _phrases(rewrites, vocabulary))


def _concepts(
    lexemes: dict[str, str], rewrites: Sequence[SynonymRewrite], vocabulary: Vocabulary
) -> list[Concept]:
    queries = rewritten(list(lexemes.values()), rewrites)
    concepts = [
        _concept(word, lexeme, query, rewrites, vocabulary)
        for (word, lexeme), query in zip(lexemes.items(), queries, strict=True)
    ]
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


def _but_for_names(lexemes: dict[str, str], names: frozenset[str]) -> dict[str, str]:
    """Without the animal's names, which tell of what kind a page is to be; unless nothing else is asked."""
    return {word: lexeme for word, lexeme in lexemes.items() if word not in names} or lexemes


def _concept(
    word: str, lexeme: str, query: str, rewrites: Sequence[SynonymRewrite], vocabulary: Vocabulary
) -> Concept:
    synonyms = dict.fromkeys(row.synonym for row in rewrites if row.target == f"'{lexeme}'")
    weight = vocabulary.rarity(lexeme) * _telling(word)
    return Concept(word, lexeme, query, weight, bool(synonyms) or lexeme in vocabulary.stems, tuple(synonyms))


def _phrases(rewrites: Sequence[SynonymRewrite], vocabulary: Vocabulary) -> list[Phrase]:
    """Each synonym once, by the longest of its phrases that the question has."""
    found: dict[int, Phrase] = {}
    for row in rewrites:
        words = row.needs.count("&") + 1
        _, _, meaning = row.substitute.partition(" | ")
        if words > 1 and meaning and row.synonym_id not in found:
            found[row.synonym_id] = Phrase(row.synonym, meaning, vocabulary.rarity(""))
    return list(found.values())[:MOST_PHRASES]


def _telling(word: str) -> float:
    """What everybody says all the time tells little of what is asked, however few pages have it."""
    share = frequency(word)
    if not share:
        return 1.0
    return min(1.0, max(LEAST_TELLING, (-log(share) - SAID_BY_ALL) / SPAN))
