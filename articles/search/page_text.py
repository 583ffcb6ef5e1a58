"""The words of a published page without marks: the search reads them and shows excerpts of them."""

import re
from html.parser import HTMLParser

from articles.rendering.blocks import BLOCKS

# Numbers of references, links to sections, what says who drew a picture, and words of other pages.
LEFT_OUT = {"citation", "section-anchor", "credit"}.union(
    *(block.words_of_other_pages for block in BLOCKS.values())
)
BETWEEN = re.compile("( ·)+ ")
HEADINGS = {"h2", "h3"}
INLINE = {"a", "button", "em", "span", "strong", "sup"}
# Without a sign between its parts, a list or a row of a table would read as one sentence.
CELLS = dict.fromkeys(("caption", "li", "td", "th"), " · ")
WITHOUT_END = {"img", "br", "hr"}


class _Reader(HTMLParser):
    """Reads HTML of articles/rendering, in which every element that opens is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._outside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in WITHOUT_END:
            return
        classes = set((dict(attrs).get("class") or "").split())
        if self._outside or tag in HEADINGS or classes & LEFT_OUT:
            self._outside += 1
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._outside:
            self._outside -= 1
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._outside:
            self.parts.append(data)

    def _part(self, tag: str) -> None:
        if tag not in INLINE:
            self.parts.append(CELLS.get(tag, " "))


def text_of(body_html: str) -> str:
    """All words on one line, without headings: the search keeps those apart, and excerpts have none."""
    reader = _Reader()
    reader.feed(body_html)
    reader.close()
    return BETWEEN.sub(" · ", " ".join("".join(reader.parts).split())).strip(" ·")
