"""One thing that an editor should look at, and where."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from articles.drafts.fields import FIELD, ROW_GROUPS


class Level(StrEnum):
    """In this order: what keeps the article from readers, then what only deserves a look."""

    BLOCKS = "BLOCKS"
    WARNS = "WARNS"


BLOCKS, WARNS = Level.BLOCKS, Level.WARNS

PICTURE = "picture:"


@dataclass(frozen=True, order=True)
class Finding:
    """`place` is what the editor must open: a field, a group of rows, or "picture:its-key".

    `line` counts from 1 in the text; 0 is the whole of the place. `picture_pk` is the primary key
    of the picture that `place` names, so that a page can link to it.
    """

    level: Level
    place: str
    line: int
    message: str
    picture_pk: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"Line {self.line}: {self.message}" if self.line else self.message

    def moved(self, lines: int) -> "Finding":
        """The same finding in a file where the text starts `lines` further down."""
        return replace(self, line=self.line + lines) if self.line else self

    @property
    def blocks(self) -> bool:
        return self.level == BLOCKS

    @property
    def where(self) -> str:
        """The place as the change form names it: "Text, line 12"."""
        if self.place.startswith(PICTURE):
            return f"Picture {self.place.removeprefix(PICTURE)}"
        name = FIELD[self.place].label
        return f"{name}, line {self.line}" if self.line else name

    @property
    def anchor(self) -> str:
        """The end of the link that opens the place, in the article's form or in the picture's."""
        if self.place.startswith(PICTURE):
            return "id_alt"
        return f"{self.place}-group" if self.place in ROW_GROUPS else f"id_{self.place}"


def blocks(place: str, message: str, *, line: int = 0) -> Finding:
    return Finding(BLOCKS, place, line, message)


def warns(place: str, message: str, *, line: int = 0) -> Finding:
    return Finding(WARNS, place, line, message)
