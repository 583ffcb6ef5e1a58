"""The errors with which a verb refuses to do something."""

from collections.abc import Sequence
from typing import Protocol


class Blocking(Protocol):
    """A problem that keeps a text from readers. Lines count from 1; line 0 means the whole text."""

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


class NotSmall(Exception):
    """The change is more than a small correction; the reasons say why, in plain words."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


class WrongStage(Exception):
    """This verb does not apply to the stage of the working copy; the message says why."""


class TextChanged(Exception):
    """The working copy changed after the person had read it."""


class NothingToWithdraw(Exception):
    """The article has no edition that readers see or will see."""


class InThePast(Exception):
    """An edition cannot have been visible before it was published."""
