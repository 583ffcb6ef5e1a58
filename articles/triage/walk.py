"""The way through a check: which question comes next, or what the answers come to.

The answers stand in the address, under the names of the questions. Nothing else is known of the reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from articles.triage.content import AskedQuestion, CheckOutcome, CheckText

YES, NO = "yes", "no"
# Beside the answers an address holds the animal that was chosen, and the stamp of what asked.
ANIMAL, VERSION = "animal", "v"


@dataclass(frozen=True)
class Answered:
    """A question that was answered, and the query that leads back to it."""

    question: AskedQuestion
    answer: str
    query: str


@dataclass(frozen=True)
class Walk:
    """Where the answers lead. Either `question` is the next one, or `outcome` or `goes_to` is set."""

    text: CheckText
    answered: list[Answered]
    question: AskedQuestion | None = None
    outcome: CheckOutcome | None = None
    goes_to: str = ""
    # Whether answers were dropped, because another version of the check had asked.
    is_outdated: bool = False

    @property
    def number(self) -> int:
        """The number of the next question, from 1."""
        return len(self.answered) + 1

    @property
    def hidden(self) -> dict[str, str]:
        """What the form of the next question carries along: the animal and the answers so far."""
        return _hidden(self.text, self.answered)

    @property
    def query(self) -> str:
        return urlencode(self.hidden)


def walk(text: CheckText, given: Mapping[str, str]) -> Walk:
    """Follow the answers up to the first yes, or to the first question without a valid answer.

    What comes after that is dropped, and so are answers that were given to another version or about
    another animal: there a question may mean something else.
    """
    if given.get(VERSION, text.stamp) != text.stamp:
        return replace(walk(text, {}), is_outdated=True)
    answered: list[Answered] = []
    for question in text.questions:
        answer = given.get(question.key)
        if answer not in (YES, NO):
            return Walk(text, answered, question=question)
        answered.append(Answered(question, answer, urlencode(_hidden(text, answered))))
        if answer == YES:
            return Walk(text, answered, outcome=question.outcome, goes_to=question.goes_to)
    return Walk(text, answered, outcome=text.otherwise)


def _hidden(text: CheckText, answered: list[Answered]) -> dict[str, str]:
    animal = {ANIMAL: text.animal} if text.animal else {}
    version = {VERSION: text.stamp} if text.version and answered else {}
    return animal | {one.question.key: one.answer for one in answered} | version
