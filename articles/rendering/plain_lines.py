"""The lines of a text, while plain Markdown takes the place of our own marks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from articles.rendering.parser import QUOTATION


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


class PlainLines:
    """The lines of one block, among all `lines` of a text.

    An element of `lines` may come to hold several lines or none, but their number stays, because
    the parser's tokens name lines by their place in the text.
    """

    def __init__(
        self,
        lines: list[str],
        span: tuple[int, int],
        articles: Mapping[str, tuple[str, str]],
        figures: Iterator[PlainFigure],
    ) -> None:
        self.articles = articles
        self._lines, self._figures = lines, figures
        self._start, self._end = span
        opening = lines[self._start]
        self._quotation = opening[: len(opening) - len(opening.lstrip(QUOTATION))]
        # A block that is never closed ends behind the last line.
        if self._end < len(lines):
            lines[self._end] = self._quotation.rstrip()

    def begin_with(self, words: str) -> None:
        """Put words where the block opened, as a paragraph of their own."""
        self._lines[self._start] = f"{self._quotation}{words}\n{self._quotation.rstrip()}"

    def quote(self) -> None:
        """Make a quotation of what the block holds."""
        inner = slice(self._start + 1, self._end)
        self._lines[inner] = [f"> {line}".rstrip() for line in self._lines[inner]]
        self._lines[self._start] = self._quotation.rstrip()

    def show_figure(self) -> None:
        """Put the next picture of the text where the block opened."""
        has_words = self._end - self._start > 1
        put_figure(self._lines, self._start, next(self._figures, None), has_caption=has_words)


def put_figure(lines: list[str], at: int, figure: PlainFigure | None, *, has_caption: bool = False) -> None:
    """`has_caption`: the text has a caption of its own for it, in place of the figure's."""
    if figure is None:
        lines[at] = ""
        return
    caption = f"\n\n*{figure.caption}*" if figure.caption and not has_caption else ""
    lines[at] = f"![{figure.alt}]({figure.url}){caption}\n"
