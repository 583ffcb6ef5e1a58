"""HTML and Markdown of other systems as plain text: paragraphs and addresses stay, marks go."""

import re
from urllib.parse import parse_qs, urlsplit

from markdown_it import MarkdownIt

from articles.characters import cut_piles, is_blank
from articles.machines.plain_text import writable
from comments.exchange.reading_html import read_html
from comments.spam.folding import storable

# A longer body is too long as a text too; to read on would only cost time.
MOST_READ = 20_000

_PARAGRAPHS = {
    *("address", "article", "blockquote", "div", "dl", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("hr", "ol", "p", "pre", "section", "table", "ul"),
}
_LINES = {"br", "dd", "dt", "tr"}
_UNSEEN = {"head", "iframe", "noscript", "object", "script", "style", "template", "title"}
_SPACES = re.compile(r"[^\S\n]+")
_WHITE = re.compile(r"\s+")
_MANY_LINES = re.compile(r"\n{3,}")
# Without tables, which Isso shows as they were typed too: many columns make much of a few words.
_markdown = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("strikethrough")


class _BodyReader:
    """Collects what people see of a body; with `keeps_lines`, line breaks of the source are meant."""

    def __init__(self, *, keeps_lines: bool) -> None:
        self.parts: list[str] = []
        self._keeps_lines = keeps_lines
        self._unseen = 0
        self._preformatted = 0
        # The address of the link that is open, and where its words begin.
        self._link: tuple[str, int] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._unseen += tag in _UNSEEN
        self._preformatted += tag == "pre"
        if tag == "a":
            self._end_link()
            self._link = (_address_of(attributes.get("href") or ""), len(self.parts))
        elif tag == "li":
            self.parts.append("\n- ")
        else:
            self._break(tag)

    def end(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        self._preformatted = max(0, self._preformatted - (tag == "pre"))
        if tag == "a":
            self._end_link()
        elif tag not in _LINES:
            self._break(tag)

    def data(self, text: str) -> None:
        if not self._unseen:
            meant = self._keeps_lines or self._preformatted
            self.parts.append(text if meant else _WHITE.sub(" ", text))

    def close(self) -> None:
        self._end_link()

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag in _LINES:
            self.parts.append("\n")

    def _end_link(self) -> None:
        if self._link is None:
            return
        address, start = self._link
        self._link = None
        shown = "".join(self.parts[start:]).strip()
        if address and not _is_its_own_name(shown, address):
            self.parts[start:] = [address if _is_short_for(shown, address) else f"{shown} ({address})"]


def _address_of(href: str) -> str:
    """The address on the web that a link leads to; Disqus sends its readers round by its own server."""
    href = "".join(href.split())
    try:
        parts = urlsplit(href)
        if parts.hostname == "disq.us" and (round_by := parse_qs(parts.query).get("url")):
            href = round_by[0].rpartition(":")[0]
            parts = urlsplit(href)
    except ValueError:
        return ""
    return href if parts.scheme.lower() in {"http", "https"} and parts.netloc else ""


def _bare(address: str) -> str:
    return re.sub(r"^https?://", "", address, flags=re.IGNORECASE).rstrip("/")


def _is_its_own_name(shown: str, address: str) -> bool:
    return _bare(shown) == _bare(address)


def _is_short_for(shown: str, address: str) -> bool:
    """Whether the words are the beginning of the address, cut off, or none at all."""
    beginning = _bare(shown.rstrip(".…"))
    is_cut = shown.endswith(("…", "...")) and _bare(address).startswith(beginning)
    return not shown or is_cut


def from_html(body: str, *, keeps_lines: bool = False) -> str:
    reader = _BodyReader(keeps_lines=keeps_lines)
    read_html(beginning(body).replace("\r\n", "\n"), reader)
    return tidy("".join(reader.parts))


def from_markdown(body: str) -> str:
    """Isso stores what people typed: Markdown, with HTML where it came from elsewhere."""
    return from_html(_markdown.render(beginning(body)))


def tidy(text: str) -> str:
    """As the site stores text: no characters that nothing can store or write, no empty paragraphs."""
    text = writable(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    text = _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()
    return "" if is_blank(text) else cut_piles(text)


def beginning(text: str) -> str:
    """As much of it as anybody reads, without what PostgreSQL refuses."""
    return storable(text[:MOST_READ])
