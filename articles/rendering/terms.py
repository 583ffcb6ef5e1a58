"""Words of the glossary, explained where they stand: `[REM sleep](term:rem-sleep)`."""

from markdown_it.token import Token

from articles.rendering.document import Document
from articles.rendering.parser import with_lines

SCHEME = "term:"
# A button may hold these. Nobody could press a link, a citation or a picture inside a button.
WORDS = {"text", "em_open", "em_close", "strong_open", "strong_close", "code_inline", "softbreak"}


def resolve_terms(inline: Token, line: int, document: Document) -> None:
    """Make each link to the glossary a button that opens the meaning, which is elsewhere in the page."""
    inside = False
    for child, at in with_lines(inline, line):
        if child.type == "link_open" and str(child.attrs.get("href", "")).startswith(SCHEME):
            inside = True
            _open(child, at, document)
        elif child.type == "link_close" and inside:
            inside = False
            child.type, child.tag = "term_close", "button"
        elif inside and child.type not in WORDS:
            document.report(at, "A word that is explained holds nothing but words.")


def refuse_terms(heading: Token, line: int, document: Document) -> None:
    """Report words explained in a heading: screen readers list headings, and there no button works."""
    for child in heading.children or []:
        if child.type == "link_open" and str(child.attrs.get("href", "")).startswith(SCHEME):
            document.report(line, "A heading explains no words: explain them in the text below it.")


def _open(token: Token, line: int, document: Document) -> None:
    key = str(token.attrs["href"]).removeprefix(SCHEME)
    token.type, token.tag = "term_open", "button"
    # With a wrong key the button opens nothing. Such a text cannot be published.
    target = {"popovertarget": f"term-{key}"} if document.explain(key, line) else {}
    token.attrs = {"type": "button", "class": "term", **target}
