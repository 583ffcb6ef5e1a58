"""The text of a published page without HTML, which the search reads and takes excerpts from."""

import re
from html.parser import HTMLParser

from articles.rendering.blocks import BLOCKS

# Classes of elements whose text is not the page's own: numbers of references, links to sections,
# credits of pictures, and words of other pages.
LEFT_OUT = {"citation", "section-anchor", "credit"}.union(
    *(block.words_of_other_pages for block in BLOCKS.values())
)
BETWEEN = re.compile("( ·)+ ")
HEADINGS = {"h2", "h3"}
INLINE = {"a", "button", "em", "span", "strong", "sup"}
# This sign divides the items of lists and tables. Without it they would read as one sentence.
CELLS = dict.fromkeys(("caption", "li", "td", "th"), " · ")
WITHOUT_END = {"img", "br", "hr"}


class _Reader(HTMLParser):
    """Reads HTML of articles/rendering, in which every element that opens is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        # A number and no flag: an element that ends inside a part that is left out does not end that part.
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
    """Return the text on one line, without headings.

    The search stores headings apart, because they weigh more, and excerpts do not show them.
    """
    reader = _Reader()
    reader.feed(body_html)
    reader.close()
    return BETWEEN.sub(" · ", " ".join("".join(reader.parts).split())).strip(" ·")
