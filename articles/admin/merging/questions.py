"""What the page of two versions shows of one part of the form: pieces, some of which are questions."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from articles.admin.form_values import FormValues
from articles.comparison.merging import MergeKind
from articles.comparison.words import Marks, WordMarker

MINE, THEIRS, BOTH, OWN = "mine", "theirs", "both", "own"
# In front of a question's name: its choice, and the words written instead.
KEEP, HAND = "keep-", "hand-"


@dataclass(frozen=True)
class MergeQuestion:
    """Where both changed the same. The texts are for people; None means that it was taken out."""

    name: str
    label: str
    theirs: str | None
    mine: str | None
    # None where nobody knows what was there before both.
    base: str | None
    their_marks: Marks
    my_marks: Marks
    choices: tuple[str, ...]
    choice: str
    own: str
    # What is saved where both are kept; empty where that is no choice.
    both: str = ""

    @property
    def is_open(self) -> bool:
        return self.choice not in self.choices

    @property
    def takes_both(self) -> bool:
        return BOTH in self.choices

    @property
    def takes_own(self) -> bool:
        return OWN in self.choices


@dataclass(frozen=True)
class Piece:
    """A stretch of a part. `marks` show what changed, `text` what nobody changed."""

    kind: MergeKind
    label: str = ""
    marks: Marks = ()
    text: str = ""
    question: MergeQuestion | None = None

    @property
    def line_count(self) -> int:
        return self.text.count("\n") + 1


class Part(Protocol):
    """A field of the form, or a group of rows, in which the two texts differ."""

    name: str
    label: str
    pieces: list[Piece]

    def values(self) -> FormValues:
        """What a form with the merged part sends; every question has a choice."""
        ...


@dataclass
class QuestionMaker:
    """Makes the questions of a page, with the answers that were sent for them."""

    answers: Mapping[str, str]
    marker: WordMarker = field(default_factory=WordMarker)
    _names: dict[str, int] = field(default_factory=dict)

    def ask(
        self,
        part: str,
        *,
        theirs: str | None,
        mine: str | None,
        base: str | None,
        choices: tuple[str, ...],
        label: str = "",
        both: str = "",
    ) -> MergeQuestion:
        name = self._name(part, label, base, mine, theirs)
        return MergeQuestion(
            name=name,
            label=label,
            theirs=theirs,
            mine=mine,
            base=base,
            their_marks=self.changed(base, theirs, other=mine),
            my_marks=self.changed(base, mine, other=theirs),
            choices=choices,
            choice=self.answers.get(KEEP + name, ""),
            own=self.answers.get(HAND + name, mine or ""),
            both=both,
        )

    def changed(self, before: str | None, after: str | None, *, other: str | None = None) -> Marks:
        """What changed; where nobody knows what was before, how `after` differs from the `other`."""
        if before is None:
            return tuple(mark for mark in self.marker.inline(other or "", after or "") if mark.kind != "gone")
        marks = self.marker.inline(before, after or "")
        is_like = any(mark.kind == "same" and mark.text.strip() for mark in marks)
        # Marks on nearly every word would hide both texts.
        return marks if is_like or not after else self.marker.inline(after, after)

    def _name(self, part: str, *said: str | None) -> str:
        """The same for the same question, however many others there are."""
        # So an answer stays with its question when somebody else saves meanwhile.
        digest = hashlib.sha256(json.dumps([part, *said]).encode()).hexdigest()[:12]
        self._names[digest] = self._names.get(digest, 0) + 1
        return f"{part}-{digest}-{self._names[digest]}"
