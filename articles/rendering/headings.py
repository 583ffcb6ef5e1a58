"""Headings: their anchors and the outline."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.rendering.blocks import block_named
from articles.rendering.document import Document
from articles.rendering.inlines import plain_text
from articles.rendering.parser import CLOSE, OPEN, line_of
from articles.rendering.terms import refuse_terms
from articles.snapshots import Heading

LEVELS = {"h2": 2, "h3": 3}


def number_headings(tokens: list[Token], document: Document) -> None:
    """Give each heading an id; those outside blocks make the outline.

    Titles of blocks get their ids here too, so that ids follow the order of the text.
    """
    depth, has_section = 0, False
    for index, token in enumerate(tokens):
        if token.type == OPEN:
            depth += 1
            _name_title(token, document)
        elif token.type == CLOSE:
            depth -= 1
        elif token.type == "heading_open":
            text = plain_text(tokens[index + 1])
            _check_level(token, text, document, in_container=depth > 0, has_section=has_section)
            refuse_terms(tokens[index + 1], line_of(token), document)
            token.attrs["id"] = document.heading_id(text)
            if token.tag in LEVELS and not depth:
                heading: Heading = {"id": str(token.attrs["id"]), "text": text, "level": LEVELS[token.tag]}
                document.outline.append(heading)
                has_section = has_section or heading["level"] == 2
                # The link to the heading stands behind it, so the closing token carries what the link needs.
                tokens[index + 2].meta["heading"] = heading


def link_html(heading: Heading) -> SafeString:
    """A link to the heading, beside it: within it, a screen reader would read it as part of the heading.

    CSS paints the sign, so that it is in no text that is made from the page. Editions published
    before this link existed get it from static/js/section-links.js.
    """
    return format_html(
        '<a class="section-anchor" href="#{}" aria-label="Link to this section: {}"></a>\n',
        heading["id"],
        heading["text"],
    )


def _name_title(token: Token, document: Document) -> None:
    written = token.meta["block"]
    title = block_named(written.name).title(written.argument)
    if title is not None:
        token.meta["id"] = document.heading_id(title)


def _check_level(
    token: Token, text: str, document: Document, *, in_container: bool, has_section: bool
) -> None:
    line = line_of(token)
    if in_container:
        document.report(line, "A heading cannot stand inside a ::: block; the block's title is its heading.")
    elif token.tag not in LEVELS:
        document.report(line, f"Headings are ## or ###, not {token.markup}: the title is the page's only #.")
    elif token.tag == "h3" and not has_section:
        document.report(line, "The first heading is ##, before any ###.")
    if not text:
        document.report(line, "This heading has no words.")
