"""A field of one line: a title, a choice, or several choices such as the animals."""

from collections.abc import Callable

from articles.admin.form_values import FormValues
from articles.admin.merging.questions import BOTH, MINE, OWN, THEIRS, Piece, QuestionMaker
from articles.comparison.merging import MergeKind

Values = list[str]


class ValuePart:
    """A field with one value. `shown` says in words what values mean."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        base: Values | None,
        mine: Values,
        theirs: Values,
        shown: Callable[[Values], str],
        is_typed: bool,
        asker: QuestionMaker,
    ) -> None:
        self.name, self.label = name, label
        self._mine, self._theirs = mine, theirs
        before = None if base is None else shown(base)
        if base is not None and base in (mine, theirs):
            kind, taken = (MergeKind.THEIRS, theirs) if base == mine else (MergeKind.MINE, mine)
            self._taken: Values | None = taken
            self.pieces = [Piece(kind, marks=asker.changed(before, shown(taken)))]
            return
        self._taken = None
        choices = (THEIRS, MINE, OWN) if is_typed else (THEIRS, MINE)
        question = asker.ask(name, theirs=shown(theirs), mine=shown(mine), base=before, choices=choices)
        self.pieces = [Piece(MergeKind.ASKED, question=question)]

    def values(self) -> FormValues:
        question = self.pieces[0].question
        if question is None:
            return {self.name: self._taken or []}
        return {
            self.name: {MINE: self._mine, THEIRS: self._theirs, OWN: [" ".join(question.own.split())]}[
                question.choice
            ],
        }


class ChoicesPart:
    """A field with any number of values, in no order: what one added or took out is taken."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        base: Values | None,
        mine: Values,
        theirs: Values,
        shown: Callable[[Values], str],
        asker: QuestionMaker,
    ) -> None:
        self.name, self.label = name, label
        self._mine, self._theirs = mine, theirs
        self._both = [*theirs, *(value for value in mine if value not in theirs)]
        self._taken: Values | None = None
        if base is None:
            question = asker.ask(
                name, theirs=shown(theirs), mine=shown(mine), base=None, choices=(THEIRS, MINE, BOTH)
            )
            self.pieces = [Piece(MergeKind.ASKED, question=question)]
            return
        gone = {value for value in base if value not in mine or value not in theirs}
        self._taken = [value for value in self._both if value not in gone]
        sides = {MergeKind.THEIRS: base == mine, MergeKind.MINE: base == theirs}
        kind = next((kind for kind, is_alone in sides.items() if is_alone), MergeKind.JOINED)
        self.pieces = [Piece(kind, marks=asker.changed(shown(base), shown(self._taken)))]

    def values(self) -> FormValues:
        question = self.pieces[0].question
        if question is None:
            return {self.name: self._taken or []}
        return {self.name: {MINE: self._mine, THEIRS: self._theirs, BOTH: self._both}[question.choice]}
