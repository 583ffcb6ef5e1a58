"""What stops a check from being published: an owner would see it, or be told too little."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from articles.models import SymptomCheck
from articles.models.symptom_check import LISTS
from articles.triage.content import LEVELS
from articles.triage.lines import split_line, unknown_animals
from articles.triage.walk import ANIMAL
from articles.urgency import LADDER, NOW

# More and it takes longer than a minute.
MOST_QUESTIONS = 8
MOST_IN_LINE = 200
NEEDED_EVERYWHERE = {"head": "what to do", "do": "a line under “do”", "source": "where it was read"}
# What owners must never be given here, however it is worded.
DOSE = re.compile(
    r"\d\s*(mg|mcg|µg|ml|millilit(er|re)s?|milligrams?|tablets?|pills?|drops of)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class CheckProblem:
    """`where` names the question by its key; it is empty for the check as a whole."""

    where: str
    message: str

    # As other problems of a text: a check has no lines, so nothing moves.
    line = 0

    def moved(self, lines: int) -> "CheckProblem":
        return self

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


def problems_of(content: Mapping[str, Any], together: Collection[str] = ()) -> list[CheckProblem]:
    """Return everything that is wrong with the text, in its order.

    `together` names checks that are published with it, so that questions may lead to them.
    """
    return [*_of_whole(content), *_of_questions(content, together), *_of_none(content)]


def _of_whole(content: Mapping[str, Any]) -> Iterator[CheckProblem]:
    for name in ("title", "question"):
        if not content.get(name):
            yield CheckProblem("", f"It has no {name}.")
    if not content.get("animals"):
        yield CheckProblem("", "Choose the animals that it is about.")
    if not content.get("sources"):
        yield CheckProblem("", "Name at least one source.")
    yield from _of_order(content["questions"])
    yield from _of_lines("", content)


def _of_order(questions: list[Mapping[str, Any]]) -> Iterator[CheckProblem]:
    if not questions:
        yield CheckProblem("", "It has no questions.")
    if len(questions) > MOST_QUESTIONS:
        yield CheckProblem("", f"It has {len(questions)} questions; at most {MOST_QUESTIONS} take a minute.")
    levels = [question.get("level") for question in questions]
    if questions and NOW.name not in levels:
        yield CheckProblem("", "No question leads to “now”.")
    order = [LADDER.index(LEVELS[level]) for level in levels if level in LEVELS]
    if order != sorted(order):
        yield CheckProblem("", "The questions do not go from the most urgent to the least.")
    for key, count in Counter(question.get("key", "") for question in questions).items():
        if count > 1:
            yield CheckProblem(key, "Two questions have this name.")


def _of_questions(content: Mapping[str, Any], together: Collection[str]) -> Iterator[CheckProblem]:
    slugs = {question["goes_to"] for question in content["questions"] if question.get("goes_to")}
    published = SymptomCheck.objects.filter(slug__in=slugs, published__isnull=False)
    live = {*published.values_list("slug", flat=True), *together}
    for question in content["questions"]:
        key, level, goes_to = question.get("key", ""), question.get("level"), question.get("goes_to")
        if not key:
            yield CheckProblem("", f"The question “{question.get('text', '')[:60]}” has no name.")
        if key == ANIMAL:
            yield CheckProblem(key, "This name stands for the animal. Choose another.")
        if not question.get("text", "").rstrip().endswith("?"):
            yield CheckProblem(key, "A question ends with a question mark.")
        if (level in LEVELS) == bool(goes_to):
            yield CheckProblem(key, "Say what a yes means: a level, or another check.")
        if goes_to and goes_to not in live:
            yield CheckProblem(key, f"The check “{goes_to}” is not published.")
        if level:
            yield from _of_result(key, question, warns=level != NOW.name)
        yield from _of_lines(key, question)


def _of_none(content: Mapping[str, Any]) -> Iterator[CheckProblem]:
    where = "all answers no"
    yield from _of_result(where, content["none"], warns=True)
    yield from _of_lines(where, content["none"])


def _of_result(where: str, result: Mapping[str, Any], *, warns: bool) -> Iterator[CheckProblem]:
    for name, what in NEEDED_EVERYWHERE.items():
        if not result.get(name):
            yield CheckProblem(where, f"Its result lacks {what}.")
    if warns and not result.get("watch"):
        yield CheckProblem(where, "Its result lacks what makes it an emergency (“phone at once if”).")


def _of_lines(where: str, entry: Mapping[str, Any]) -> Iterator[CheckProblem]:
    for name, value in entry.items():
        for line in value if name in LISTS else [value] if isinstance(value, str) else []:
            if unknown := unknown_animals(line):
                yield CheckProblem(where, f"No animal is called {', '.join(unknown)}: “{line}”.")
            if name in LISTS and len(split_line(line)[1]) > MOST_IN_LINE:
                yield CheckProblem(
                    where, f"At most {MOST_IN_LINE} characters stand in a line: “{line[:60]}…”."
                )
            if DOSE.search(line):
                yield CheckProblem(where, f"Owners are given no doses: “{line[:60]}”.")
