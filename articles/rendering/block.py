"""What every ::: block has. Each block of its own is a file in the folder `blocks/`."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.rendering.document import Document
from articles.rendering.parser import last_line_of, line_of
from articles.rendering.plain_lines import PlainLines

NOTHING = SafeString()


@dataclass(frozen=True)
class WrittenBlock:
    """A block as a text has it: `::: name argument`, from its first line to its last."""

    name: str
    argument: str
    line: int
    last_line: int


def parse_block(opening: Token) -> WrittenBlock:
    name, _, argument = opening.info.strip().partition(" ")
    return WrittenBlock(name, argument.strip(), line_of(opening), last_line_of(opening))


@dataclass(frozen=True)
class BlockTokens:
    """The parser's tokens of one block."""

    opening: Token
    inner: list[Token]
    closing: Token

    @property
    def parts(self) -> list[Token]:
        """The openings of what stands directly in the block."""
        level = self.opening.level + 1
        return [token for token in self.inner if token.level == level and token.nesting >= 0]


class Block:
    """Everything that one kind of block has. This base shows what the block holds, and adds nothing.

    `look_up`, `prepare`, `open_html` and `close_html` run in this order for each block of a text.
    What one of them finds out for another, it keeps in `token.meta`.
    """

    name: ClassVar[str] = ""
    # A message about a wrong argument says this: “::: figure” takes a picture's key.
    takes: ClassVar[str] = ""
    # A whole block as one writes it. The message about a wrong argument shows its first line.
    example: ClassVar[str] = ""
    # A block inside another is a mistake, unless this names the other one.
    inside: ClassVar[str] = ""
    # The sanitiser removes all classes but these, which are listed by tag.
    classes: ClassVar[dict[str, set[str]]] = {}
    # For a block whose HTML is always the same. What depends on the text goes through open_html().
    opening_html: ClassVar[str] = ""
    closing_html: ClassVar[str] = ""
    # The text says the same elsewhere, so the checks do not ask for sources again.
    repeats_the_text: ClassVar[bool] = False
    # Classes of elements whose words belong to another page: a search must not find this page by them.
    words_of_other_pages: ClassVar[frozenset[str]] = frozenset()

    def argument_fits(self, argument: str) -> bool:
        return True

    def title(self, argument: str) -> str | None:
        """The words of its heading; None for a block without one. The heading's id is in `meta["id"]`."""
        return None

    def article_named(self, argument: str) -> str | None:
        """The address of the article that the block leads to."""
        return None

    def look_up(self, written: WrittenBlock, token: Token, document: Document) -> None:
        """Look up what the argument names."""

    def prepare(self, written: WrittenBlock, tokens: BlockTokens, document: Document) -> None:
        """Report what the block must not hold, and change the tokens in it where the block needs that."""
        if not tokens.inner:
            document.report(written.line, "This block is empty.")

    def open_html(self, written: WrittenBlock, token: Token) -> SafeString:
        """Use format_html, which escapes what comes from the text."""
        return SafeString(self.opening_html)

    def close_html(self, token: Token) -> SafeString:
        return SafeString(self.closing_html)

    def make_plain(self, written: WrittenBlock, lines: PlainLines) -> None:
        """Put a plain form in place of the block's marks, for Markdown that other programs read."""
        lines.begin_with(f"**{written.argument}**" if written.argument else "")
