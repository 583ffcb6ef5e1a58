"""What is wrong with a text, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """A reason not to publish a text. `line` counts from 1; 0 stands for the whole text."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.message}" if self.line else self.message

    def moved(self, lines: int) -> "Problem":
        """The same problem in a file where the text starts `lines` further down."""
        return Problem(self.line + lines, self.message) if self.line else self
