"""A field of several lines: merged by line, and within a line by word."""

from collections.abc import Iterable

from articles.admin.form_values import FormValues
from articles.admin.merging.questions import BOTH, MINE, OWN, THEIRS, Piece, QuestionMaker
from articles.comparison.merging import Chunk, Lines, MergeKind, both_of, merge, merge_without_base
from articles.drafts.fields import same_line_ends

CHOICES = (THEIRS, MINE, BOTH, OWN)


class TextPart:
    def __init__(
        self, name: str, label: str, *, base: str | None, mine: str, theirs: str, asker: QuestionMaker
    ) -> None:
        self.name, self.label = name, label
        if base is None:
            self._chunks = merge_without_base(_lines(mine), _lines(theirs))
        else:
            self._chunks = merge(_lines(base), _lines(mine), _lines(theirs))
        self.pieces = [self._piece(chunk, asker) for chunk in self._chunks]

    def _piece(self, chunk: Chunk, asker: QuestionMaker) -> Piece:
        before = None if chunk.base is None else _text(chunk.base)
        if chunk.kind is MergeKind.SAME:
            return Piece(chunk.kind, text=_text(chunk.joined))
        if chunk.kind is not MergeKind.ASKED:
            return Piece(chunk.kind, marks=asker.changed(before, _text(chunk.joined)))
        question = asker.ask(
            self.name,
            theirs=_text(chunk.theirs),
            mine=_text(chunk.mine),
            base=before,
            choices=CHOICES,
            both=_text(both_of(chunk.theirs, chunk.mine)),
        )
        return Piece(chunk.kind, question=question)

    def values(self) -> FormValues:
        pairs = zip(self._chunks, self.pieces, strict=True)
        return {self.name: ["\n".join(line for chunk, piece in pairs for line in _chosen(chunk, piece))]}


def _chosen(chunk: Chunk, piece: Piece) -> Iterable[str]:
    question = piece.question
    if question is None:
        return chunk.joined
    if question.choice == OWN:
        return _lines(question.own)
    return {MINE: chunk.mine, THEIRS: chunk.theirs, BOTH: both_of(chunk.theirs, chunk.mine)}[question.choice]


def _lines(text: str) -> list[str]:
    said = same_line_ends(text)
    return said.split("\n") if said else []


def _text(lines: Lines) -> str:
    return "\n".join(lines)
