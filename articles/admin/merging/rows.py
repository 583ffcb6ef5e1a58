"""A group of rows, such as the references: merged row by row, and field by field."""

from articles.admin.form_reading import FormTexts
from articles.admin.form_values import (
    GROUPS,
    POSITION,
    FormRow,
    FormValues,
    filled_rows,
    ordered_rows,
    said_by,
    written_rows,
)
from articles.admin.merging.questions import MINE, THEIRS, MergeQuestion, Piece, QuestionMaker
from articles.admin.row_formsets import matched, only_mine
from articles.comparison.merged_rows import Cell, MergedRow, PlainRow, PlainRows, merge_order, merge_rows
from articles.comparison.merging import MergeKind
from articles.drafts.parts import ROW_LISTS

ORDER = "The order"


class RowsPart:
    """The rows of two forms. `base` is None where the rows with which both began are not known."""

    def __init__(
        self,
        name: str,
        texts: FormTexts,
        *,
        base: FormValues | None,
        mine: FormValues,
        theirs: FormValues,
        asker: QuestionMaker,
    ) -> None:
        self.name, self.label = name, texts.label(name)
        self._texts, self._asker, self._saved = texts, asker, theirs
        self.pieces: list[Piece] = []
        self._questions: dict[tuple[str, str], MergeQuestion] = {}
        their_rows = {row["id"]: row for row in filled_rows(theirs, name) if row.get("id")}
        names = _Names(name, their_rows)
        self._mine = names.of(ordered_rows(mine, name), is_form=True)
        self._theirs = names.of(ordered_rows(theirs, name), is_form=True)
        self._base = None if base is None else names.of(ordered_rows(base, name))
        before = None if self._base is None else _said(self._base)
        self._rows = merge_rows(before, _said(self._mine), _said(self._theirs))
        for row in self._rows:
            self._show(row)
        self._order = merge_order(
            None if self._base is None else list(self._base), list(self._mine), list(self._theirs)
        )
        if ROW_LISTS[self.name].is_ordered and self._order.is_asked:
            self._ask(
                ("", ORDER), ORDER, self._named(self._order.theirs), self._named(self._order.mine), None
            )

    def _named(self, order: list[str]) -> str:
        return ", ".join(self._title(self._theirs.get(key) or self._mine[key]) for key in order)

    def _title(self, row: FormRow) -> str:
        key = GROUPS[self.name]
        return self._texts.cell(self.name, key, row.get(key, "")) or "a row without a name"

    def _text(self, row: PlainRow | None) -> str | None:
        return None if row is None else self._texts.row(self.name, row)

    def _show(self, row: MergedRow) -> None:
        title = self._title(row.theirs or row.mine or {})
        if row.kind is MergeKind.JOINED:
            for name, cell in row.cells.items():
                self._show_cell(row, f"{title}: {self._texts.cell_label(self.name, name)}", name, cell)
        elif row.kind is MergeKind.ASKED:
            self._ask(
                (row.name, ""), title, self._text(row.theirs), self._text(row.mine), self._text(row.base)
            )
        else:
            taken = row.mine if row.kind is MergeKind.MINE else row.theirs
            if taken != row.base:
                marks = self._asker.changed(self._text(row.base) or "", self._text(taken))
                self.pieces.append(Piece(row.kind, title, marks))

    def _show_cell(self, row: MergedRow, label: str, name: str, cell: Cell) -> None:
        if cell.kind in (MergeKind.SAME, MergeKind.AGREED):
            return
        base, mine, theirs = (
            None if value is None else self._texts.cell(self.name, name, value)
            for value in (cell.base, cell.mine, cell.theirs)
        )
        if cell.kind is MergeKind.ASKED:
            self._ask((row.name, name), label, theirs, mine, base)
            return
        taken = mine if cell.kind is MergeKind.MINE else theirs
        self.pieces.append(Piece(cell.kind, label, self._asker.changed(base, taken)))

    def _ask(
        self, place: tuple[str, str], label: str, theirs: str | None, mine: str | None, base: str | None
    ) -> None:
        question = self._asker.ask(
            self.name, label=label, theirs=theirs, mine=mine, base=base, choices=(THEIRS, MINE)
        )
        self._questions[place] = question
        self.pieces.append(Piece(MergeKind.ASKED, label, question=question))

    def _is_mine(self, place: tuple[str, str], kind: MergeKind) -> bool:
        question = self._questions.get(place)
        return (
            question.choice == MINE
            if question
            else kind in (MergeKind.MINE, MergeKind.AGREED, MergeKind.SAME)
        )

    def values(self) -> FormValues:
        by_name = {row.name: row for row in self._rows}
        order = self._order.mine if self._is_mine(("", ORDER), MergeKind.MINE) else self._order.theirs
        rows = [merged for name in order if (merged := self._merged(by_name[name])) is not None]
        if ROW_LISTS[self.name].is_ordered:
            rows = [{**row, POSITION: str(place)} for place, row in enumerate(rows, start=1)]
        return only_mine(written_rows(rows, self.name), self._saved, self.name)

    def _merged(self, row: MergedRow) -> FormRow | None:
        own = self._theirs.get(row.name) or self._mine[row.name]
        if row.kind is not MergeKind.JOINED:
            taken = row.mine if self._is_mine((row.name, ""), row.kind) else row.theirs
            return None if taken is None else own
        cells = {
            name: cell.mine if self._is_mine((row.name, name), cell.kind) else cell.theirs
            for name, cell in row.cells.items()
        }
        return {**own, **cells}


class _Names:
    """Gives each row a name that it has in all three lists: the primary key of the saved row, or its key."""

    def __init__(self, prefix: str, saved: dict[str, FormRow]) -> None:
        self._prefix, self._key = prefix, GROUPS[prefix]
        self._present = {pk: row.get(self._key, "").strip() for pk, row in saved.items()}
        # A row whose key somebody changed is found by its key of before.
        self._known = {name: pk for pk, name in self._present.items()}

    def of(self, rows: list[FormRow], *, is_form: bool = False) -> dict[str, FormRow]:
        found: dict[str, FormRow] = {}
        for row in matched(rows, self._present, self._key) if is_form else rows:
            key = row.get(self._key, "").strip()
            name = row.get("id") or self._known.get(key) or f"new {key}"
            if is_form and row.get("id"):
                self._known.setdefault(key, row["id"])
            # Two new rows of one form may have one key; Django says so when it reads them.
            while name in found:
                name += " again"
            found[name] = row
        return found


def _said(rows: dict[str, FormRow]) -> PlainRows:
    """What somebody typed into the rows; an empty field is as good as one that was not sent."""
    return {
        key: {name: text for name, value in said_by(row).items() if (text := value.strip())}
        for key, row in rows.items()
    }
