"""What a text says in plain words and where: the checks read this, never the Markdown."""

from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token

from articles.rendering.block import WrittenBlock
from articles.rendering.blocks import block_named
from articles.rendering.inlines import words_of
from articles.rendering.parser import OPEN, line_of
from articles.snapshots import PictureSnapshot

PassageKind = Literal["heading", "paragraph", "item", "cell", "pull"]

# A reader sees each of these as one thing, so a source that is cited anywhere in it counts for all of it.
UNITS = {"list_item_open", "tr_open"}
KINDS: dict[str, PassageKind] = {"heading_open": "heading", "list_item_open": "item", "tr_open": "cell"}


@dataclass(frozen=True)
class Passage:
    """A heading, a paragraph, or part of a list or table, without its marks. It keeps its line breaks.

    `is_cited`: a citation stands in it, in another paragraph of its list item, or in its table row.
    """

    line: int
    kind: PassageKind
    text: str
    is_cited: bool

    def line_at(self, position: int) -> int:
        """The line of the text in which the character at `position` stands."""
        return self.line + self.text.count("\n", 0, position)


@dataclass(frozen=True)
class Figure:
    """A picture in the text, with the alternative text it has there."""

    line: int
    picture: PictureSnapshot


def passages_of(tokens: list[Token]) -> list[Passage]:
    """The passages in the order of the text, without those that have no words."""
    around: list[Token] = []
    found: list[tuple[Token, PassageKind, int]] = []
    cited: set[int] = set()
    for token in tokens:
        if token.nesting == 1:
            around.append(token)
        elif token.nesting == -1:
            around.pop()
        elif token.type == "inline":
            # Tokens have no hash, and those that hold the same are equal, so id() tells them apart.
            unit = id(next((outer for outer in reversed(around) if outer.type in UNITS), token))
            found.append((token, _kind(around), unit))
            if any(child.type == "citation" for child in token.children or []):
                cited.add(unit)
    passages = [
        Passage(line_of(inline), kind, words_of(inline, line_break="\n"), unit in cited)
        for inline, kind, unit in found
    ]
    return [passage for passage in passages if passage.text.strip()]


def _kind(around: list[Token]) -> PassageKind:
    """The innermost element that has a kind decides."""
    for outer in reversed(around):
        if outer.type in KINDS:
            return KINDS[outer.type]
        if outer.type == OPEN and block_named(outer.meta["block"].name).repeats_the_text:
            return "pull"
    return "paragraph"


def blocks_of(tokens: list[Token]) -> list[WrittenBlock]:
    return [token.meta["block"] for token in tokens if token.type == OPEN]


def figures_of(tokens: list[Token]) -> list[Figure]:
    """The pictures that a block or an image of Markdown shows, without those that the library lacks."""
    return [
        Figure(line_of(token), token.meta["picture"])
        for token in tokens
        if token.type in {OPEN, "figure"} and token.meta.get("picture")
    ]
