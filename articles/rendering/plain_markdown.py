"""A published text as Markdown that every program can read: plain marks take the place of our own.

Only marks that the parser recognises are changed, line by line, so that code stays as it is.
"""

import re

from markdown_it.token import Token

from articles.rendering.block import parse_block
from articles.rendering.blocks import block_named
from articles.rendering.parser import OPEN, make_parser
from articles.rendering.plain_lines import PlainLines, Surroundings, put_figure

CODE = re.compile(r"(`+[^`]*`+)")
TERM = re.compile(r"\[((?:[^\[\]\\]|\\.){0,300}+)\]\(term:[^()\s]*+\)")
# A title may follow the address, so the match ends before a space too.
LINK = re.compile(r"\]\((article:[a-z0-9-]*)?(#[a-z0-9_-]+|/(?![/\\])[^()\s]*+)?(?=[)\s])")
LONE_PICTURE = re.compile(r"!\[[^\]]*\]\(picture:[^)]*\)")

_PARSER = make_parser()


def slugs_in(text: str) -> set[str]:
    """The slugs of the articles that a text links to or shows a card of."""
    written = [parse_block(token) for token in _PARSER.parse(text) if token.type == OPEN]
    named = (block_named(block.name).article_named(block.argument) for block in written)
    linked = {match[1].removeprefix("article:") for match in LINK.finditer(text) if match[1]}
    return linked.union(slug for slug in named if slug is not None)


def plain_markdown(text: str, around: Surroundings) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines, tokens = text.split("\n"), _PARSER.parse(text)
    figures = iter(around.figures)
    _put_words(lines, tokens, around)
    for token in tokens:
        start, end = token.map or (0, 0)
        if token.type == OPEN:
            block = parse_block(token)
            place = PlainLines(lines, (start, end), around.articles, figures)
            block_named(block.name).make_plain(block, place)
        elif token.type == "inline" and token.map and LONE_PICTURE.fullmatch(token.content.strip()):
            put_figure(lines, start, next(figures, None))
    # Marks that became nothing leave blank lines behind.
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _put_words(lines: list[str], tokens: list[Token], around: Surroundings) -> None:
    """Give the links of the text their full addresses."""
    # The cells of a row all name the line of their row, which must be changed once only.
    spans = {tuple(token.map) for token in tokens if token.type == "inline" and token.map}
    for start, end in sorted(spans):
        parts = CODE.split("\n".join(lines[start:end]))
        parts[::2] = [_with_addresses(part, around) for part in parts[::2]]
        lines[start:end] = "".join(parts).split("\n")


def _with_addresses(words: str, around: Surroundings) -> str:
    def address(match: re.Match[str]) -> str:
        article, rest = match[1], match[2] or ""
        if article:
            slug = article.removeprefix("article:")
            return f"]({around.articles.get(slug, ('', around.root))[1]}{rest}"
        if not rest:
            return match[0]
        return f"]({around.page if rest.startswith('#') else around.root}{rest}"

    return LINK.sub(address, TERM.sub(r"\1", words))
