"""The Markdown we read: CommonMark, tables, [^key] citations and ::: containers."""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from articles.hosts import NoHost, shown_address

# A bracket ends the search: a text of nothing but openings would be searched to its end from each of them.
CITATION = re.compile(r"\[\^([^\[\]\s]+)\]")
CONTAINER = "block"
OPEN = f"container_{CONTAINER}_open"
CLOSE = f"container_{CONTAINER}_close"
# What may stand before the colons of a block: it may be part of a quotation.
QUOTATION = "> \t"
EMPTY_END = re.compile(r"(?:^|\n)[ \t]*>[> \t]*\Z")
BREAKS = {"softbreak", "hardbreak"}
# Word and some keyboards write a no-break space behind the mark of a heading, an item or a block. Markdown
# knows only the plain one there.
MARK_BEFORE_NO_BREAK = re.compile(r"^([ \t>]*(?:#{1,6}|[-*+]|\d{1,9}[.)]|:{3,}))\u00a0+", re.MULTILINE)


class _Parser(MarkdownIt):
    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  # the library's name
        """In “<https://…>”: the library itself would show any “xn--…” as the letters it stands for."""
        shown = super().normalizeLinkText(link)
        try:
            return shown_address(shown)
        except NoHost:
            return link


def make_parser() -> MarkdownIt:
    """Raw HTML stays text, because html=False escapes it."""
    parser = _Parser("commonmark", {"html": False, "typographer": False})
    parser.enable("table")
    # Any word opens a container, so that a misspelt one is an error and not a paragraph.
    container_plugin(parser, CONTAINER, validate=_opens_container)
    parser.core.ruler.after("normalize", "last_line", _end_last_line)
    parser.core.ruler.after("normalize", "blanks", _mend_blanks)
    # Before the rule for links, which would take [^key] for the words of a link.
    parser.inline.ruler.before("link", "citation", _citation)
    return parser


def line_of(token: Token) -> int:
    """The line where the token begins, counted from 1. It is 1 where the parser does not know."""
    return (token.map or [0])[0] + 1


def last_line_of(token: Token) -> int:
    """The last line of the token, counted like that of line_of()."""
    return (token.map or [0, 1])[1]


def with_lines(inline: Token, line: int) -> Iterator[tuple[Token, int]]:
    """Each child of an inline token with its line in the text."""
    for child in inline.children or []:
        yield child, line
        if child.type in BREAKS:
            line += 1


def _end_last_line(state: StateCore) -> None:
    """The container plugin reads a character too far where a quotation ends the text without words."""
    if EMPTY_END.search(state.src):
        state.src += "\n"


def _mend_blanks(state: StateCore) -> None:
    if "\u00a0" in state.src:
        state.src = MARK_BEFORE_NO_BREAK.sub(r"\1 ", state.src)


def _opens_container(params: str, *_args: Any) -> bool:
    return bool(params.strip())


def _citation(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("citation", "sup", 0)
        token.content = match.group(1)
    state.pos = match.end()
    return True
