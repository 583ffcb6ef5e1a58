"""A field of one line: a title, a choice, or several choices such as the animals."""

from collections.abc import Callable
from dataclasses import dataclass

from articles.admin.form_values import FormValues
from articles.admin.merging.questions import BOTH, MINE, OWN, THEIRS, Piece, QuestionMaker
from articles.comparison.merging import MergeKind

Values = list[str]


@dataclass(frozen=True)
class Sides:
    """What a field holds in the two texts, and held before both; `base` is None where nobody knows that."""

    base: Values | None
    mine: Values
    theirs: Values

    @property
    def alone(self) -> MergeKind | None:
        """Who alone changed it; None if both did, or nobody knows."""
        if self.base is None:
            return None
        sides = {MergeKind.THEIRS: self.base == self.mine, MergeKind.MINE: self.base == self.theirs}
        return next((kind for kind, is_alone in sides.items() if is_alone), None)

    @property
    def both(self) -> Values:
        return [*self.theirs, *(value for value in self.mine if value not in self.theirs)]


@dataclass(frozen=True)
class Settled:
    kind: MergeKind
    values: Values


def settle_value(sides: Sides) -> Settled | None:
    """One value cannot be joined: where both changed it, somebody is asked."""
    if sides.alone is None:
        return None
    return Settled(sides.alone, sides.theirs if sides.alone is MergeKind.THEIRS else sides.mine)


def settle_choices(sides: Sides) -> Settled | None:
    """Any number of values, in no order: what one added or took out is taken."""
    base = sides.base
    if base is None:
        return None
    gone = {value for value in base if value not in sides.mine or value not in sides.theirs}
    return Settled(sides.alone or MergeKind.JOINED, [value for value in sides.both if value not in gone])


class ValuePart:
    """Such a field. `shown` says in words what values mean; a question offers `choices`."""

    def __init__(
        self,
        name: str,
        label: str,
        sides: Sides,
        *,
        settled: Settled | None,
        choices: tuple[str, ...],
        shown: Callable[[Values], str],
        asker: QuestionMaker,
    ) -> None:
        self.name, self.label = name, label
        self._sides, self._settled = sides, settled
        base = None if sides.base is None else shown(sides.base)
        if settled:
            self.pieces = [Piece(settled.kind, marks=asker.changed(base, shown(settled.values)))]
            return
        theirs, mine = shown(sides.theirs), shown(sides.mine)
        both = shown(sides.both) if BOTH in choices else ""
        question = asker.ask(name, theirs=theirs, mine=mine, base=base, choices=choices, both=both)
        self.pieces = [Piece(MergeKind.ASKED, question=question)]

    def values(self) -> FormValues:
        question = self.pieces[0].question
        if question is None:
            return {self.name: self._settled.values if self._settled else []}
        own = [" ".join(question.own.split())]
        said = {MINE: self._sides.mine, THEIRS: self._sides.theirs, BOTH: self._sides.both, OWN: own}
        return {self.name: said[question.choice]}
