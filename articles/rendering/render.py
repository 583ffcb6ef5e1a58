"""From Markdown to stored HTML."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from markdown_it.token import Token

from articles.rendering import containers, figures, passages
from articles.rendering.block import WrittenBlock
from articles.rendering.document import Document
from articles.rendering.headings import link_html, number_headings
from articles.rendering.inlines import check_anchors, check_definitions, plain_text, resolve_inlines
from articles.rendering.lookups import Lookups
from articles.rendering.parser import CLOSE, OPEN, line_of, make_parser
from articles.rendering.passages import Figure, Passage
from articles.rendering.problems import Problem
from articles.rendering.sanitiser import sanitise
from articles.rendering.tables import drop_empty_corner, prepare_tables
from articles.snapshots import CitedReference, Heading, TermSnapshot

MAX_CHARACTERS = 200_000
# From each of them the parser looks for the end of a link. No text has a tenth as many.
MAX_BRACKETS = 10_000
# Adults usually read plain non-fiction at about this speed.
WORDS_PER_MINUTE = 240


@dataclass(frozen=True)
class Rendered:
    """What a text became. `html` is sanitised. A text with problems must not be published."""

    html: str
    outline: list[Heading]
    references: list[CitedReference]
    words: int
    problems: list[Problem]
    passages: list[Passage] = field(default_factory=list)
    blocks: list[WrittenBlock] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    terms: list[TermSnapshot] = field(default_factory=list)

    @property
    def reading_minutes(self) -> int:
        return max(1, math.ceil(self.words / WORDS_PER_MINUTE))


def render(text: str, lookups: Lookups) -> Rendered:
    """Render `text` once; every wrong key, slug, picture or block is a problem with its line."""
    # Browsers send \r\n, and PostgreSQL stores no NUL.
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if len(text) > MAX_CHARACTERS:
        return _refused(f"The text is longer than {MAX_CHARACTERS:,} characters.")
    if text.count("[") > MAX_BRACKETS:
        return _refused(f"The text has more than {MAX_BRACKETS:,} square brackets.")
    document = Document(lookups, text.split("\n"))
    tokens = _resolve(_PARSER.parse(text), document)
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    words = sum(len(re.findall(r"\w+", plain_text(token))) for token in tokens if token.type == "inline")
    return Rendered(
        sanitise(html),
        document.outline,
        list(document.references.values()),
        words,
        # Each step goes through the whole text, so problems are found out of order.
        sorted(document.problems),
        passages.passages_of(tokens),
        passages.blocks_of(tokens),
        passages.figures_of(tokens),
        list(document.terms.values()),
    )


def _refused(why: str) -> Rendered:
    return Rendered("", [], [], 0, [Problem(0, why)])


def _resolve(tokens: list[Token], document: Document) -> list[Token]:
    # Comes first: all later steps read the block that it leaves in each token.
    containers.check_blocks(tokens, document)
    number_headings(tokens, document)
    tokens = figures.make_figures(tokens)
    _look_up(tokens, document)
    containers.prepare_containers(tokens, document)
    prepare_tables(tokens)
    # After prepare_tables(), which knows a column of row headers by the empty header above it.
    drop_empty_corner(tokens)
    for token in tokens:
        if token.type == "inline":
            resolve_inlines(token, line_of(token), document)
    check_anchors(tokens, document)
    check_definitions(document)
    return tokens


def _look_up(tokens: list[Token], document: Document) -> None:
    """Look things up in the order of the text, because an edition lists its pictures in that order."""
    for token in tokens:
        if token.type == OPEN:
            containers.look_up(token, document)
        elif token.type == "figure":
            figures.look_up(token, document)


def _citation(_self: Any, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
    token = tokens[index]
    if not token.meta:
        return format_html("[^{}]", token.content)
    return format_html(
        '<sup class="citation" id="{}"><a href="#ref-{}" aria-label="Reference {}">[{}]</a></sup>',
        token.meta["id"],
        token.content,
        token.meta["number"],
        token.meta["number"],
    )


def _figure(_self: Any, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
    picture = tokens[index].meta["picture"]
    if picture is None:
        return ""
    return format_html("{}{}</figure>", figures.figure_open(picture), figures.figcaption(picture))


def _table_open(self: Any, tokens: Sequence[Token], index: int, options: Any, _env: Any) -> str:
    opening: str = self.renderToken(tokens, index, options, {})
    caption = tokens[index].meta.get("caption")
    return opening + (format_html("<caption>{}</caption>", caption) if caption else "")


def _heading_close(self: Any, tokens: Sequence[Token], index: int, options: Any, _env: Any) -> str:
    closing: str = self.renderToken(tokens, index, options, {})
    heading = tokens[index].meta.get("heading")
    return closing + (link_html(heading) if heading else "")


def _container(_self: Any, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
    return containers.container_html(tokens[index])


def _make_renderer() -> Any:
    parser = make_parser()
    parser.add_render_rule("citation", _citation)
    parser.add_render_rule("figure", _figure)
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("heading_close", _heading_close)
    parser.add_render_rule(OPEN, _container)
    parser.add_render_rule(CLOSE, _container)
    return parser


_PARSER = _make_renderer()
