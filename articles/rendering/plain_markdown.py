"""A published text as Markdown that any reader of Markdown knows: our own marks put into plain ones.

Works on the lines of the text where the parser says that a mark is one, so that code stays as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from articles.rendering.blocks import CARE_LEVELS, OPEN, QUOTATION, Block, parse_block
from articles.rendering.parser import make_parser

CODE = re.compile(r"(`+[^`]*`+)")
TERM = re.compile(r"\[((?:[^\[\]]|\\.)*)\]\(term:[^)\s]*\)")
LINK = re.compile(r"\]\((article:[a-z0-9-]*)?(#[a-z0-9_-]+|/(?![/\\])[^)\s]*)?(?=[)\s])")
LONE_PICTURE = re.compile(r"!\[[^\]]*\]\(picture:[^)]*\)")
RELATED = "You may also be interested in"

_PARSER = make_parser()


@dataclass(frozen=True)
class PlainFigure:
    """A picture in the text as it was published, with an address for other sites."""

    url: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Surroundings:
    """Where the marks of a text lead: `articles` by slug, as title and address; `figures` in their order."""

    root: str
    page: str
    articles: Mapping[str, tuple[str, str]]
    figures: list[PlainFigure]


def slugs_in(text: str) -> set[str]:
    """Of the articles that a text links to or shows a card of."""
    cards = {block.argument for _, block in _blocks(_PARSER.parse(text)) if block.name == "also"}
    return cards | {match[1].removeprefix("article:") for match in LINK.finditer(text) if match[1]}


def plain_markdown(text: str, around: Surroundings) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines, tokens = text.split("\n"), _PARSER.parse(text)
    figures = iter(around.figures)
    _put_words(lines, tokens, around)
    for token in tokens:
        if token.type == OPEN:
            _put_block(lines, token, around, figures)
        elif token.type == "inline" and token.map and LONE_PICTURE.fullmatch(token.content.strip()):
            _put_picture(lines, token.map[0], next(figures, None))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _blocks(tokens: list[Token]) -> Iterator[tuple[Token, Block]]:
    return ((token, parse_block(token)) for token in tokens if token.type == OPEN)


def _put_words(lines: list[str], tokens: list[Token], around: Surroundings) -> None:
    """Links of the text to what is on the site; each cell of a table names the line of its row."""
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


def _put_block(lines: list[str], token: Token, around: Surroundings, figures: Iterator[PlainFigure]) -> None:
    block, (start, end) = parse_block(token), token.map or [0, 0]
    quotation = lines[start][: len(lines[start]) - len(lines[start].lstrip(QUOTATION))]
    if end < len(lines):
        lines[end] = quotation.rstrip()
    match block.name:
        case "figure":
            _put_picture(lines, start, next(figures, None), has_words=end - start > 1)
        case "pull":
            lines[start + 1 : end] = [f"> {line}".rstrip() for line in lines[start + 1 : end]]
            lines[start] = quotation.rstrip()
        case _:
            lines[start] = f"{quotation}{_heading(block, around)}\n{quotation.rstrip()}"


def _heading(block: Block, around: Surroundings) -> str:
    match block.name:
        case "care":
            level, _, title = block.argument.partition(" ")
            return f"### {CARE_LEVELS.get(level, level)}: {title.strip()}"
        case "do" | "dont":
            return f"### {block.argument}"
        case "also":
            title, url = around.articles.get(block.argument, ("", ""))
            return f"{RELATED}: [{title}]({url})" if url else ""
        case _:
            return f"**{block.argument}**" if block.argument else ""


def _put_picture(lines: list[str], at: int, figure: PlainFigure | None, *, has_words: bool = False) -> None:
    """`has_words`: the text gives the figure a caption of its own."""
    if figure is None:
        lines[at] = ""
        return
    caption = f"\n\n*{figure.caption}*" if figure.caption and not has_words else ""
    lines[at] = f"![{figure.alt}]({figure.url}){caption}\n"
