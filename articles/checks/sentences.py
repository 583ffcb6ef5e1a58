"""Finding the sentences of a text, with their lines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import shorten

from articles.rendering import Passage

QUOTED_CHARACTERS = 60

WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
# A sentence may end at a full stop, closing quotes and a blank.
STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)")
ABBREVIATIONS = {
    *("e.g", "i.e", "vs", "approx", "ca", "cf", "al", "fig", "vol", "pp", "spp", "sp"),
    *("dr", "mr", "mrs", "ms", "prof", "st"),
}
# If a small letter follows, the sentence goes on.
GOES_ON = re.compile(r"\s+[\"'“‘(\[]*[a-z]")


@dataclass(frozen=True)
class Sentence:
    """A sentence, and the line of the text on which it begins."""

    line: int
    text: str

    @property
    def words(self) -> list[str]:
        return WORD.findall(self.text)

    @property
    def beginning(self) -> str:
        return shorten(self.text, QUOTED_CHARACTERS, placeholder=" …")


def sentences_in(passages: Iterable[Passage]) -> Iterator[Sentence]:
    """Return the sentences of paragraphs and of list items that are whole sentences.

    Headings, table cells and short list items are left out. If they counted as sentences, a hard
    text would look easy.
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
        # The blanks between two sentences are skipped, so that the line is that of the first word.
        blank = len(words) - len(words.lstrip())
        if WORD.search(words):
            yield Sentence(line + words.count("\n", 0, blank), " ".join(words.split()))
        line += words.count("\n")
        start = end


def _ends(text: str, stop: re.Match[str]) -> bool:
    before = re.split(r"[\s(“‘\"]", text[max(0, stop.start() - 20) : stop.start()])[-1].lower()
    return before not in ABBREVIATIONS and not GOES_ON.match(text, stop.end())
