"""Whether the best page surely answers a question, so that its short answer may be shown.

An answer about the usual, harmless case calms people, so it must be the answer to what they asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from articles.models.article import Kind
from articles.search.query import Concept, Question
from articles.search.ranking import Ranked

# A word that tells at least this share of what the most telling word tells must stand where a page
# says what it is about. Chosen with the questions of `make search-quality`: 34 of the 35 answers
# that it then showed were those of a right page (docs/decisions/0040-a-short-answer-is-sure-or-not-shown.md).
TELLING = 0.7
# The share of the question, by weight, that the title and the answer must contain.
SAID_AT_ONCE = 0.5
# The second page may reach this share of the first one's score at most.
SECOND_BEST = 0.9
# Words of signs always tell, however common they are: each of these beginnings with any of the endings.
SIGNS = (
    *("ach", "bald", "bleed", "blind", "blood", "breath", "bump", "burn", "chok", "cloudy", "collaps"),
    *(
        "cough",
        "cri",
        "cry",
        "diarrh",
        "discharg",
        "drool",
        "drunk",
        "eat",
        "faint",
        "fever",
        "fit",
        "gag",
        "gagg",
    ),
    *("hurt", "itch", "lame", "letharg", "limp", "losing", "lost", "lump", "pain", "pale", "pant", "pee"),
    *("poison", "poo", "poop", "puk", "pus", "red", "retch", "scab", "scabb", "seizur", "shak", "shiver"),
    *("sick", "sneez", "sore", "stagger", "stiff", "strain", "swallow", "swell", "swollen", "throw"),
    *("tired", "trembl", "urin", "vomit", "weak", "wee", "wheez", "wobbl", "wound", "yellow", "yelp"),
)
ENDINGS = (
    *("", "s", "e", "es", "ed", "y", "ies", "ing", "ness", "less", "en", "n", "t", "ful", "ish", "ous"),
    *("ic", "ary", "ate", "ates", "ated", "ating", "ation", "oea", "ea"),
)
SIGN_WORDS = frozenset(sign + ending for sign in SIGNS for ending in ENDINGS)

# For each word: whether it stands in the title, in title or answer, and also in headings. The weights
# are those of the text, of headings, of the answer, of the title.
PLACES = ("{0, 0, 0, 1}", "{0, 0, 1, 1}", "{0, 1, 1, 1}")
RANK = "ts_rank_cd(%s, words, %s::tsquery) > 0"


@dataclass(frozen=True)
class _Word:
    """A word of the question, and where the page says it."""

    weight: float
    is_sign: bool
    in_title: bool = False
    at_once: bool = False
    in_headings: bool = False


def is_sure(question: Question, best: Sequence[Ranked]) -> bool:
    """Whether the first of `best` is about what was asked and well ahead, with one query."""
    if not best or not _is_ahead(question, best):
        return False
    words = _words_in(question, best[0].candidate.edition_pk)
    if not words:
        return False
    most = max(word.weight for word in words)
    telling = [word for word in words if word.is_sign or word.weight >= TELLING * most]
    at_once = sum(word.weight for word in words if word.at_once)
    return (
        all(word.in_headings for word in telling)
        and max(words, key=lambda word: word.weight).in_title
        and at_once >= SAID_AT_ONCE * sum(word.weight for word in words)
    )


def is_sign(word: str) -> bool:
    return word in SIGN_WORDS


def _is_ahead(question: Question, best: Sequence[Ranked]) -> bool:
    """Whether the first page is an article about the animal in the question, and clearly the best."""
    first, *others = best
    is_about_it = not question.species or bool(question.species & first.candidate.species)
    is_far = not others or others[0].score <= SECOND_BEST * first.score
    return first.candidate.kind == Kind.ARTICLE and is_about_it and is_far


def _words_in(question: Question, edition_pk: int) -> list[_Word]:
    # Every page about an animal has its name.
    asked = [concept for concept in question.concepts if not concept.is_name]
    ours = [concept for concept in asked if concept.is_ours]
    found = dict(zip([concept.word for concept in ours], _places(ours, edition_pk), strict=False))
    return [_Word(concept.weight, is_sign(concept.word), *found.get(concept.word, ())) for concept in asked]


def _places(concepts: Sequence[Concept], edition_pk: int) -> list[list[bool]]:
    if not concepts:
        return []
    columns = ", ".join(f"ARRAY[{', '.join([RANK] * len(PLACES))}]" for _ in concepts)
    params = [value for concept in concepts for place in PLACES for value in (place, concept.query)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM articles_searchentry WHERE edition_id = %s",  # noqa: S608  # only RANK
            [*params, edition_pk],
        )
        return list(cursor.fetchone() or ())
