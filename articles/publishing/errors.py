"""The reasons why a verb did nothing."""

from collections.abc import Sequence
from typing import Protocol


class Blocking(Protocol):
    """A problem that keeps a text from readers; `line` counts from 1 in the text, 0 is all of it."""

    @property
    def line(self) -> int: ...

    @property
    def message(self) -> str: ...

    def moved(self, lines: int) -> "Blocking": ...


class NotReady(Exception):
    """The working copy has problems that readers would see."""

    def __init__(self, problems: Sequence[Blocking]) -> None:
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))


class NotApproved(Exception):
    """Nobody approved this exact text."""


class WrongStage(Exception):
    """The working copy is not where this verb takes it from; the message says so in words."""


class TextChanged(Exception):
    """The working copy is not the text that was read."""


class NothingToWithdraw(Exception):
    """The article has no edition that readers see or will see."""


class InThePast(Exception):
    """An edition cannot have been visible before it was published."""
