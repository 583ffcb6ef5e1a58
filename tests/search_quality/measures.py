"""The measures of a search, and the table that shows them."""

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.search_quality.questions import Question

Find = Callable[[str], list[str]]

HEADINGS = ("questions", "recall@1", "recall@3", "mean rr", "no result", "median ms", "95 % ms")
FIRST_COLUMN, COLUMN = 22, 11


@dataclass(frozen=True)
class Answer:
    """The answer of one engine to one question. `found` are addresses, best first."""

    question: Question
    found: list[str]
    seconds: float

    @property
    def rank(self) -> int | None:
        """The place of the first right page, counted from 1, or None if there is none."""
        ranks = (place for place, page in enumerate(self.found, start=1) if page in self.question.addresses)
        return next(ranks, None)


@dataclass(frozen=True)
class Score:
    """The measures of one engine.

    `reciprocal_rank` is the mean of 1 / rank over all questions, with 0 for a page that is not in the list.
    """

    questions: int
    recall_at_1: float
    recall_at_3: float
    reciprocal_rank: float
    without_result: float
    median_ms: float
    slow_ms: float


def ask(find: Find, questions: Sequence[Question]) -> list[Answer]:
    # The first question is asked twice, because an engine reads some data once and then keeps it.
    find(questions[0].text)
    answers = []
    for question in questions:
        start = time.perf_counter()
        found = find(question.text)
        answers.append(Answer(question, found, time.perf_counter() - start))
    return answers


def score(answers: Sequence[Answer]) -> Score:
    def share(count: float) -> float:
        return count / len(answers)

    ranks = [answer.rank for answer in answers]
    times = sorted(1000 * answer.seconds for answer in answers)
    return Score(
        questions=len(answers),
        recall_at_1=share(sum(rank == 1 for rank in ranks)),
        recall_at_3=share(sum(rank is not None and rank <= 3 for rank in ranks)),
        reciprocal_rank=share(sum(1 / rank for rank in ranks if rank)),
        without_result=share(sum(not answer.found for answer in answers)),
        median_ms=statistics.median(times),
        slow_ms=times[math.ceil(0.95 * len(times)) - 1],
    )


def table(title: str, rows: dict[str, Score]) -> str:
    lines = [title, " " * FIRST_COLUMN + "".join(f"{heading:>{COLUMN}}" for heading in HEADINGS)]
    for name, row in rows.items():
        shares = (row.recall_at_1, row.recall_at_3, row.reciprocal_rank, row.without_result)
        cells = [str(row.questions), *(f"{share:.3f}" for share in shares)]
        cells += [f"{row.median_ms:.3f}", f"{row.slow_ms:.3f}"]
        lines.append(f"{name:<{FIRST_COLUMN}}" + "".join(f"{cell:>{COLUMN}}" for cell in cells))
    return "\n".join(lines)


def misses(answers: Sequence[Answer]) -> str:
    """Return each question whose page did not come first, with its place, the page and what came first."""
    lines = []
    for answer in answers:
        if answer.rank != 1:
            found = " ".join(answer.found[:3]) or "nothing"
            wanted = " or ".join(answer.question.addresses)
            lines.append(
                f"{answer.question.text}\n    rank {answer.rank}, wanted {wanted}\n    found {found}"
            )
    return "\n".join(lines)
