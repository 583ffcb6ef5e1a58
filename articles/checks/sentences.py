"""The sentences of a text, with their lines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import shorten

from articles.rendering import Passage

QUOTED_CHARACTERS = 60

WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
# Where a sentence may end: a stop with its closing quotes, then a blank.
STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)")
ABBREVIATIONS = {
    *("e.g", "i.e", "vs", "approx", "ca", "cf", "al", "fig", "vol", "pp", "spp", "sp"),
    *("dr", "mr", "mrs", "ms", "prof", "st"),
}
# What goes on with a small letter is still the same sentence.
GOES_ON = re.compile(r"\s+[\"'“‘(\[]*[a-z]")


@dataclass(frozen=True)
class Sentence:
    """`line` is where it begins in the text."""

    line: int
    text: str

    @property
    def words(self) -> list[str]:
        return WORD.findall(self.text)

    @property
    def beginning(self) -> str:
        return shorten(self.text, QUOTED_CHARACTERS, placeholder=" …")


def sentences_in(passages: Iterable[Passage]) -> Iterator[Sentence]:
    """Of paragraphs and of what is written out in lists.

    Headings, table cells and bare items of a list are no sentences: counted as such, they
    would make a hard text look easy.
    """
    for passage in passages:
        is_sentence = passage.kind == "item" and passage.text.rstrip("\"'”’) \n")[-1:] in {*".!?:"}
        if passage.kind == "paragraph" or is_sentence:
            yield from split(passage)


def split(passage: Passage) -> Iterator[Sentence]:
    text, start, line = passage.text, 0, passage.line
    ends = [stop.end() for stop in STOP.finditer(text) if _ends(text, stop)]
    for end in [*ends, len(text)]:
        words = text[start:end]
        # Blanks after the stop belong to neither sentence: the line is that of the first word.
        blank = len(words) - len(words.lstrip())
        if WORD.search(words):
            yield Sentence(line + words.count("\n", 0, blank), " ".join(words.split()))
        line += words.count("\n")
        start = end


def _ends(text: str, stop: re.Match[str]) -> bool:
    before = re.split(r"[\s(“‘\"]", text[max(0, stop.start() - 20) : stop.start()])[-1].lower()
    return before not in ABBREVIATIONS and not GOES_ON.match(text, stop.end())
