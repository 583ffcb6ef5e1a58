"""What stops a check from being published: an owner would see it, or be told too little."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from articles.doses import has_dose
from articles.models import SymptomCheck
from articles.triage.content import LEVELS, check_text
from articles.triage.lines import split_line, unknown_animals
from articles.triage.walk import ANIMAL, VERSION
from articles.urgency import LADDER, NOW

# More and it takes longer than a minute.
MOST_QUESTIONS = 8
MOST_IN_LINE = 200
# The texts that owners read: lists whose lines may be for some animals, and single texts.
FOR_SOME_ANIMALS = ("items", "do", "dont", "watch")
FOR_ALL_ANIMALS = ("title", "question", "summary", "text", "hint", "head", "why")
NEEDED_EVERYWHERE = {"head": "what to do", "do": "a line under “do”", "source": "where it was read"}


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
    live = _led_to(content, together)
    questions = (problem for entry in content["questions"] for problem in _of_question(entry, content, live))
    found = [*_of_whole(content), *questions, *_of_none(content), *_of_animals(content)]
    return list(dict.fromkeys(found))


def _of_whole(content: Mapping[str, Any]) -> Iterator[CheckProblem]:
    for name in ("title", "question"):
        if not content.get(name):
            yield CheckProblem("", f"It has no {name}.")
    if not content.get("animals"):
        yield CheckProblem("", "Choose the animals that it is about.")
    if not content.get("sources"):
        yield CheckProblem("", "Name at least one source.")
    yield from _of_order(content["questions"])
    yield from _of_lines("", content, content.get("animals", ()))


def _of_order(questions: list[Mapping[str, Any]]) -> Iterator[CheckProblem]:
    if not questions:
        yield CheckProblem("", "It has no questions.")
    if len(questions) > MOST_QUESTIONS:
        yield CheckProblem("", f"It has {len(questions)} questions; at most {MOST_QUESTIONS} take a minute.")
    levels = [question.get("level") for question in questions]
    if questions and NOW.name not in levels:
        yield CheckProblem("", "No question leads to “now”.")
    yield from _of_places(questions)
    for key, count in Counter(question.get("key", "") for question in questions).items():
        if count > 1:
            yield CheckProblem(key, "Two questions have this name.")


def _of_places(questions: list[Mapping[str, Any]]) -> Iterator[CheckProblem]:
    """Each level comes before those that can wait longer. The first question out of place is named."""
    graded = [
        (question, LADDER.index(LEVELS[question["level"]]))
        for question in questions
        if question.get("level") in LEVELS
    ]
    for (_, before), (question, place) in pairwise(graded):
        if place < before:
            message = "The questions do not go from the most urgent to the least. Move this one up."
            yield CheckProblem(question.get("key", ""), message)
            return


def _led_to(content: Mapping[str, Any], together: Collection[str]) -> dict[str, Mapping[str, Any]]:
    """Return the texts of the checks to which questions lead, by their slugs, if readers see them."""
    slugs = {question["goes_to"] for question in content["questions"] if question.get("goes_to")}
    rows = SymptomCheck.objects.filter(slug__in=slugs).select_related("published")
    return {
        row.slug: row.published.content if row.published else row.content()
        for row in rows
        if row.published or row.slug in together
    }


def _of_question(
    question: Mapping[str, Any], content: Mapping[str, Any], live: Mapping[str, Mapping[str, Any]]
) -> Iterator[CheckProblem]:
    key, level = question.get("key", ""), question.get("level")
    if not key:
        yield CheckProblem("", f"The question “{question.get('text', '')[:60]}” has no name.")
    if key in (ANIMAL, VERSION):
        yield CheckProblem(key, "An address uses this name for something else. Choose another.")
    if not question.get("text", "").rstrip().endswith("?"):
        yield CheckProblem(key, "A question ends with a question mark.")
    if (level in LEVELS) == bool(question.get("goes_to")):
        yield CheckProblem(key, "Say what a yes means: a level, or another check.")
    if level:
        yield from _of_result(key, question, warns=level != NOW.name)
    yield from _of_leading(question, content, live)
    yield from _of_lines(key, question, content.get("animals", ()))


def _of_leading(
    question: Mapping[str, Any], content: Mapping[str, Any], live: Mapping[str, Mapping[str, Any]]
) -> Iterator[CheckProblem]:
    """A question may lead to a check that readers see, and that is about the same animals."""
    key, slug = question.get("key", ""), question.get("goes_to")
    if slug and slug not in live:
        yield CheckProblem(key, f"The check “{slug}” is not published.")
    elif slug:
        asked = set(question.get("animals") or content.get("animals", []))
        if strange := asked - set(live[slug].get("animals", [])):
            yield CheckProblem(key, f"The check “{slug}” is not about: {', '.join(sorted(strange))}.")


def _of_animals(content: Mapping[str, Any]) -> Iterator[CheckProblem]:
    """Each animal is asked for what is most urgent, and each of its results says what to do and to watch."""
    for animal in content.get("animals", []):
        text = check_text(content, animal)
        if not any(one.goes_to or (one.outcome and one.outcome.level is NOW) for one in text.questions):
            yield CheckProblem("", f"No question for this animal leads to “now”: {animal}.")
        outcomes = [*(one.outcome for one in text.questions if one.outcome), text.otherwise]
        for outcome in outcomes:
            lacks_watch = outcome.level is not NOW and not outcome.watch
            if not outcome.do or lacks_watch:
                where = outcome.key or "all answers no"
                yield CheckProblem(where, f"Its result says too little for this animal: {animal}.")


def _of_none(content: Mapping[str, Any]) -> Iterator[CheckProblem]:
    where = "all answers no"
    yield from _of_result(where, content["none"], warns=True)
    yield from _of_lines(where, content["none"], content.get("animals", ()))


def _of_result(where: str, result: Mapping[str, Any], *, warns: bool) -> Iterator[CheckProblem]:
    for name, what in NEEDED_EVERYWHERE.items():
        if not result.get(name):
            yield CheckProblem(where, f"Its result lacks {what}.")
    if warns and not result.get("watch"):
        yield CheckProblem(where, "Its result lacks what makes it an emergency (“phone at once if”).")


def _of_lines(where: str, entry: Mapping[str, Any], animals: Collection[str]) -> Iterator[CheckProblem]:
    for name in FOR_SOME_ANIMALS:
        for line in entry.get(name, []):
            if unknown := unknown_animals(line):
                yield CheckProblem(where, f"No animal is called {', '.join(unknown)}: “{line}”.")
            elif strange := sorted(set(split_line(line)[0]) - set(animals)):
                yield CheckProblem(
                    where, f"The check is not about: {', '.join(strange)}. The line is: “{line}”."
                )
            if len(split_line(line)[1]) > MOST_IN_LINE:
                yield CheckProblem(
                    where, f"At most {MOST_IN_LINE} characters stand in a line: “{line[:60]}…”."
                )
            yield from _of_doses(where, line)
    for name in FOR_ALL_ANIMALS:
        line = entry.get(name, "")
        if split_line(line)[0]:
            yield CheckProblem(where, f"Only lines of a list are for some animals: “{line[:60]}”.")
        yield from _of_doses(where, line)


def _of_doses(where: str, line: str) -> Iterator[CheckProblem]:
    if has_dose(line):
        yield CheckProblem(where, f"Owners are given no doses: “{line[:60]}”.")
