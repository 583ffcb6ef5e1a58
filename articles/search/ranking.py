"""Best first: how well each candidate answers a question."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.search.candidates import Candidate
from articles.search.query import Question
from articles.search.results import Match

# At this rank a word counts half of what it can: a page that says it ten times is not ten times as good.
HALF = 1.8
# A page about another animal than the question names is rarely what was meant.
OTHER_SPECIES = 0.12
# A breed tells of an animal too, but its own page may be about the word that was typed.
OTHER_THAN_BREED = 0.8
# Of the worth of a page, what depends on how many of the words it has, rather than how much it says of them.
COVERAGE_COUNTS = 0.75

# Of the weight of all words, what the best pages have.
NEARLY_ALL = 0.95
MOST = 0.6
# Of questions about cars and pizza, the nearest page has a word or two somewhere in its text.
SAYS_TOO_LITTLE = 0.06
# A page that has so much less of the question than the best one has is not shown, but for the first few.
WORTH_SHOWING = 0.4
ALWAYS_SHOWN = 3


@dataclass(frozen=True)
class Ranked:
    """`covered` is the share of the question that it has, `fits` less where it is about another animal."""

    candidate: Candidate
    score: float
    covered: float
    fits: float


def ranked(question: Question, found: Sequence[Candidate]) -> list[Ranked]:
    """Best first; of equals the newest. What is far worse than the best is left out."""
    scored = sorted((_ranked(question, candidate) for candidate in found), key=_order)
    best = max((one.fits for one in scored[:ALWAYS_SHOWN]), default=0.0)
    first, others = scored[:ALWAYS_SHOWN], scored[ALWAYS_SHOWN:]
    return [*first, *(one for one in others if one.fits >= WORTH_SHOWING * best)]


def match_of(best: Sequence[Ranked]) -> Match:
    """By the first few: one of them may have a word more than the very best has."""
    first = best[:ALWAYS_SHOWN]
    if not first:
        return Match.NONE
    if first[0].score < SAYS_TOO_LITTLE:
        return Match.FAR
    covered = max(one.covered for one in first)
    return Match.ALL if covered > NEARLY_ALL else Match.MOST if covered > MOST else Match.ANY


def _order(one: Ranked) -> tuple[float, float, int]:
    candidate = one.candidate
    return (-round(one.score, 6), -candidate.live_from.timestamp(), -candidate.edition)


def _ranked(question: Question, candidate: Candidate) -> Ranked:
    said = list(zip(question.lookups, candidate.ranks, strict=False))
    meant = zip(question.phrases, candidate.ranks[len(said) :], strict=True)
    weight = question.weight or 1.0
    worth = sum(concept.weight * rank / (rank + HALF) for concept, rank in said) / weight
    worth += sum(phrase.weight * rank / (rank + HALF) for phrase, rank in meant) / weight
    covered = sum(concept.weight for concept, rank in said if rank) / weight
    score = worth * (1 - COVERAGE_COUNTS + COVERAGE_COUNTS * covered)
    animal = _about_the_animal(question, candidate)
    return Ranked(candidate, score * animal, covered, covered * animal)


def _about_the_animal(question: Question, candidate: Candidate) -> float:
    if question.species:
        return 1.0 if question.species & candidate.species else OTHER_SPECIES
    if question.breed_of and not question.breed_of & candidate.species:
        return OTHER_THAN_BREED
    return 1.0
