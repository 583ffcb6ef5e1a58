"""Citations, links and pictures inside a line of text."""

import re

from markdown_it.token import Token

from articles.rendering.document import Document
from articles.rendering.parser import BREAKS, with_lines
from articles.rendering.terms import resolve_terms

ARTICLE_LINK = re.compile(r"article:([a-z0-9-]*)(#[a-z0-9_-]+)?")
# A line with four spaces before it is code.
DEFINITION = re.compile(r" {0,3}(\[\^[^\]\s]+\]):")
# A path, but neither //host nor /\host, which lead to another site.
PAGE_LINK = re.compile(r"(https?://|mailto:|tel:|/(?![/\\]))", re.IGNORECASE)


def resolve_inlines(inline: Token, line: int, document: Document) -> None:
    """Give citations their numbers and links their addresses; report what leads nowhere."""
    resolve_terms(inline, line, document)
    for child, at in with_lines(inline, line):
        if child.type == "citation":
            _resolve_citation(child, at, document)
        elif child.type == "link_open":
            _resolve_link(child, at, document)
        elif child.type == "image":
            document.report(at, "A picture stands on a line of its own.")


def _resolve_citation(token: Token, line: int, document: Document) -> None:
    cited = document.cite(token.content, line)
    token.meta = {"number": cited[0], "id": cited[1]} if cited else {}


def _resolve_link(token: Token, line: int, document: Document) -> None:
    href = str(token.attrs.get("href", ""))
    if href.startswith("#"):
        token.meta = {"anchor": href[1:], "line": line}
    elif match := ARTICLE_LINK.fullmatch(href):
        token.attrs["href"] = article_url(match.group(1), line, document) + (match.group(2) or "")
    elif not PAGE_LINK.match(href):
        document.report(
            line, f"The link “{href}” is neither a web address nor an article: write (article:its-address)."
        )


def article_url(slug: str, line: int, document: Document) -> str:
    """The address of another article; "" and a problem when readers cannot open it."""
    target = document.lookups.article(slug)
    if target is None:
        document.report(line, f"There is no article with the address “{slug}”.")
        return ""
    if not target.is_published:
        document.report(line, f"The article “{slug}” is not published, so the link would lead nowhere.")
    return target.url


def check_definitions(document: Document) -> None:
    """Report footnotes: other Markdown defines them in the text, but here an article has references."""
    for number, line in enumerate(document.lines, start=1):
        if match := DEFINITION.match(line):
            message = f"“{match.group(1)}:” defines nothing: sources are kept in the article's references."
            document.report(number, message)


def check_anchors(tokens: list[Token], document: Document) -> None:
    """Report links within the page that lead to no heading. All headings are known by now."""
    for token in tokens:
        for child in token.children or []:
            anchor = child.meta.get("anchor")
            if child.type == "link_open" and anchor is not None and anchor not in document.ids:
                document.report(child.meta["line"], f"No heading of this page has the address “#{anchor}”.")


def plain_text(inline: Token) -> str:
    """The words of a paragraph or heading on one line, without marks and citations."""
    return words_of(inline, line_break=" ").strip()


def words_of(inline: Token, *, line_break: str) -> str:
    spoken = {"text": None, "code_inline": None} | dict.fromkeys(BREAKS, line_break)
    return "".join(
        spoken[child.type] or child.content for child in inline.children or [] if child.type in spoken
    )
