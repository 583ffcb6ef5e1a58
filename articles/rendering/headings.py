"""Headings: their anchors and the outline."""

from markdown_it.token import Token

from articles.rendering.blocks import CLOSE, OPEN
from articles.rendering.document import Document
from articles.rendering.inlines import plain_text
from articles.rendering.parser import line_of

LEVELS = {"h2": 2, "h3": 3}


def number_headings(tokens: list[Token], document: Document) -> None:
    """Give each heading an id; those outside containers make the outline.

    Titles of containers get their ids here too, so that ids follow the order of the text.
    """
    depth = 0
    for index, token in enumerate(tokens):
        if token.type == OPEN:
            depth += 1
            _name_title(token, document)
        elif token.type == CLOSE:
            depth -= 1
        elif token.type == "heading_open":
            text = plain_text(tokens[index + 1])
            _check_level(token, text, document, in_container=depth > 0)
            token.attrs["id"] = document.heading_id(text)
            if token.tag in LEVELS and not depth:
                document.outline.append(
                    {"id": str(token.attrs["id"]), "text": text, "level": LEVELS[token.tag]}
                )


def _name_title(token: Token, document: Document) -> None:
    block = token.meta["block"]
    if block.name in {"care", "do", "dont"}:
        title = block.argument.partition(" ")[2].strip() if block.name == "care" else block.argument
        token.meta |= {"title": title, "id": document.heading_id(title)}


def _check_level(token: Token, text: str, document: Document, *, in_container: bool) -> None:
    line = line_of(token)
    if in_container:
        document.report(line, "A heading cannot stand inside a ::: block; the block's title is its heading.")
    elif token.tag not in LEVELS:
        document.report(line, f"Headings are ## or ###, not {token.markup}: the title is the page's only #.")
    elif token.tag == "h3" and not any(heading["level"] == 2 for heading in document.outline):
        document.report(line, "The first heading is ##, before any ###.")
    if not text:
        document.report(line, "This heading has no words.")
