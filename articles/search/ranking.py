"""Ranking: how well each candidate answers a question."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.search.candidates import Candidate
from articles.search.query import Question
from articles.search.results import Match

# At this rank a word counts half of what it can. A page that says it ten times is not ten times as
# good, so further occurrences count less and less.
HALF = 1.8
# The factor for pages about another animal than the question names: the reader rarely means those.
OTHER_SPECIES = 0.12
# The factor for pages about another animal than that of the breed in the question. It is weaker,
# because a page about another animal may be about the very word that was typed.
OTHER_THAN_BREED = 0.8
# The share of a score that depends on how many of the words a page contains. The rest depends on how
# much it says about them.
COVERAGE_COUNTS = 0.75

# Shares of the weight of all words, which the best pages must contain for the match to be called so.
NEARLY_ALL = 0.95
MOST = 0.6
# Below this score the page does not answer. To a question about cars or pizza, the nearest page
# contains a word or two somewhere in its text.
SAYS_TOO_LITTLE = 0.06
# A page that fits less than this share of the best fit is not shown, unless it is among the first few.
WORTH_SHOWING = 0.4
ALWAYS_SHOWN = 3


@dataclass(frozen=True)
class Ranked:
    """A candidate with its score.

    `covered` is the share of the question, by weight, that the page contains. `fits` is the same,
    but smaller if the page is about another animal.
    """

    candidate: Candidate
    score: float
    covered: float
    fits: float


def ranked(question: Question, found: Sequence[Candidate]) -> list[Ranked]:
    """Return the candidates, best first and of equals the newest, without those far below the best."""
    scored = sorted((_ranked(question, candidate) for candidate in found), key=_order)
    best = max((one.fits for one in scored[:ALWAYS_SHOWN]), default=0.0)
    first, others = scored[:ALWAYS_SHOWN], scored[ALWAYS_SHOWN:]
    return [*first, *(one for one in others if one.fits >= WORTH_SHOWING * best)]


def match_of(best: Sequence[Ranked]) -> Match:
    """Return how much of the question the best pages contain.

    It looks at the first few, because the second page may contain a word that the first has not.
    """
    first = best[:ALWAYS_SHOWN]
    if not first:
        return Match.NONE
    if first[0].score < SAYS_TOO_LITTLE:
        return Match.FAR
    covered = max(one.covered for one in first)
    return Match.ALL if covered > NEARLY_ALL else Match.MOST if covered > MOST else Match.ANY


def _order(one: Ranked) -> tuple[float, float, int]:
    candidate = one.candidate
    return (-round(one.score, 6), -candidate.live_from.timestamp(), -candidate.edition_pk)


def _ranked(question: Question, candidate: Candidate) -> Ranked:
    # PostgreSQL gives all ranks in one list: those of the words first, then those of the combinations.
    singly = list(zip(question.lookups, candidate.ranks, strict=False))
    together = zip(question.combinations, candidate.ranks[len(singly) :], strict=True)
    weight = question.weight or 1.0
    worth = sum(concept.weight * rank / (rank + HALF) for concept, rank in singly) / weight
    worth += sum(one.weight * rank / (rank + HALF) for one, rank in together) / weight
    covered = sum(concept.weight for concept, rank in singly if rank) / weight
    score = worth * (1 - COVERAGE_COUNTS + COVERAGE_COUNTS * covered)
    animal = _about_the_animal(question, candidate)
    return Ranked(candidate, score * animal, covered, covered * animal)


def _about_the_animal(question: Question, candidate: Candidate) -> float:
    if question.species:
        return 1.0 if question.species & candidate.species else OTHER_SPECIES
    if question.breed_of and not question.breed_of & candidate.species:
        return OTHER_THAN_BREED
    return 1.0
