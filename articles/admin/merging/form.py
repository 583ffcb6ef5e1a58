"""A form that was sent, and the article as it is saved, merged part by part."""

from collections.abc import Mapping

from django.forms import CharField, ModelMultipleChoiceField, Textarea

from articles.admin.form_reading import FormTexts
from articles.admin.form_values import GROUPS, FormValues
from articles.admin.merging.questions import BOTH, MINE, OWN, THEIRS, MergeQuestion, Part, QuestionMaker
from articles.admin.merging.rows import RowsPart
from articles.admin.merging.text import TextPart
from articles.admin.merging.value import Sides, ValuePart, settle_choices, settle_value
from articles.comparison.merging import MergeKind


class MergedForm:
    """`parts` are the fields and groups in which the two differ; `beginnings` may lack some of them."""

    def __init__(
        self,
        names: list[str],
        *,
        texts: FormTexts,
        beginnings: dict[str, FormValues],
        mine: FormValues,
        theirs: FormValues,
        answers: Mapping[str, str],
    ) -> None:
        self._texts, self._asker = texts, QuestionMaker(answers)
        self._mine, self._theirs = mine, theirs
        self.parts = [self._part(name, beginnings.get(name)) for name in names]

    def _part(self, name: str, beginning: FormValues | None) -> Part:
        texts, asker = self._texts, self._asker
        if name in GROUPS:
            return RowsPart(name, texts, base=beginning, mine=self._mine, theirs=self._theirs, asker=asker)
        base = None if beginning is None else beginning.get(name, [])
        mine, theirs = self._mine.get(name, []), self._theirs.get(name, [])
        label, field = texts.label(name), texts.fields[name]
        if isinstance(field.widget, Textarea):
            said = None if base is None else "".join(base)
            return TextPart(name, label, base=said, mine="".join(mine), theirs="".join(theirs), asker=asker)

        def shown(values: list[str]) -> str:
            return texts.text(name, {name: values})

        sides = Sides(base, mine, theirs)
        if isinstance(field, ModelMultipleChoiceField):
            settled, more = settle_choices(sides), [BOTH]
        else:
            settled, more = settle_value(sides), [OWN] if isinstance(field, CharField) else []
        choices = (THEIRS, MINE, *more)
        return ValuePart(name, label, sides, settled=settled, choices=choices, shown=shown, asker=asker)

    @property
    def questions(self) -> list[MergeQuestion]:
        return [piece.question for part in self.parts for piece in part.pieces if piece.question]

    @property
    def open_questions(self) -> list[MergeQuestion]:
        return [question for question in self.questions if question.is_open]

    @property
    def settled_count(self) -> int:
        """How many places fit together by themselves."""
        pieces = [piece for part in self.parts for piece in part.pieces]
        return sum(piece.kind not in (MergeKind.SAME, MergeKind.ASKED) for piece in pieces)

    def taken_from_them(self) -> list[str]:
        """The labels of the parts that hold something of the other person."""
        with_theirs = {MergeKind.THEIRS, MergeKind.JOINED, MergeKind.ASKED}
        return [part.label for part in self.parts if with_theirs & {piece.kind for piece in part.pieces}]
