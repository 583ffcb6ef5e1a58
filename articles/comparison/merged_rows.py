"""Three lists of rows made one, such as references: row by row, and in a row field by field.

A row is {field: text}, and a list is {name: row} in its order. Names tell the rows apart; both
people's lists and the one with which they began use the same names.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.comparison.merging import MergeKind

PlainRow = dict[str, str]
PlainRows = dict[str, PlainRow]


@dataclass(frozen=True)
class Cell:
    """One field of a row that both lists hold. `base` is None if nobody knows what was there before."""

    kind: MergeKind
    base: str | None
    mine: str
    theirs: str


@dataclass(frozen=True)
class MergedRow:
    """A row and what became of it. None stands for a list that does not hold it.

    Where both hold it, `kind` is JOINED and the cells say more. Otherwise it is MINE or THEIRS for
    the list whose word counts, or ASKED.
    """

    name: str
    kind: MergeKind
    base: PlainRow | None
    mine: PlainRow | None
    theirs: PlainRow | None
    cells: dict[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class MergedOrder:
    """The names in either order, each with the other list's own rows in their places."""

    mine: list[str]
    theirs: list[str]
    is_asked: bool


def merge_rows(base: PlainRows | None, mine: PlainRows, theirs: PlainRows) -> list[MergedRow]:
    """Merge two lists; `base` is None where the list with which they began is not known."""
    names = dict.fromkeys([*theirs, *mine])
    return [_merged(name, base, mine.get(name), theirs.get(name)) for name in names]


def _merged(name: str, base: PlainRows | None, mine: PlainRow | None, theirs: PlainRow | None) -> MergedRow:
    before = base.get(name) if base is not None else None
    if mine is not None and theirs is not None:
        fields = dict.fromkeys([*theirs, *mine])
        cells = {
            one: merge_cell(_said(before, one), mine.get(one, ""), theirs.get(one, "")) for one in fields
        }
        return MergedRow(name, MergeKind.JOINED, before, mine, theirs, cells)
    return MergedRow(name, _whose(base is not None, before, mine, theirs), before, mine, theirs)


def _said(row: PlainRow | None, name: str) -> str | None:
    return None if row is None else row.get(name, "")


def _whose(
    is_known: bool, before: PlainRow | None, mine: PlainRow | None, theirs: PlainRow | None
) -> MergeKind:
    """Whose word counts about a row that only one of the lists holds."""
    if not is_known:
        return MergeKind.ASKED
    mine_held = (mine, MergeKind.MINE, MergeKind.THEIRS)
    theirs_held = (theirs, MergeKind.THEIRS, MergeKind.MINE)
    held, holder, other = mine_held if theirs is None else theirs_held
    if before is None:
        return holder
    # One took it out. That counts unless the other has changed it meanwhile.
    return other if held == before else MergeKind.ASKED


def merge_cell(base: str | None, mine: str, theirs: str) -> Cell:
    if mine == theirs:
        kind = MergeKind.SAME if base == mine else MergeKind.AGREED
    elif mine == base:
        kind = MergeKind.THEIRS
    else:
        kind = MergeKind.MINE if theirs == base else MergeKind.ASKED
    return Cell(kind, base, mine, theirs)


def merge_order(base: Sequence[str] | None, mine: Sequence[str], theirs: Sequence[str]) -> MergedOrder:
    """The order is asked only where both moved rows that all hold, each in another way."""
    common = set(mine) & set(theirs) & set(mine if base is None else base)
    kept = [[name for name in names if name in common] for names in (mine, theirs, base or ())]
    orders = _with(mine, theirs), _with(theirs, mine)
    if kept[0] == kept[1]:
        return MergedOrder(orders[1], orders[1], is_asked=False)
    if base is not None and kept[0] == kept[2]:
        return MergedOrder(orders[1], orders[1], is_asked=False)
    if base is not None and kept[1] == kept[2]:
        return MergedOrder(orders[0], orders[0], is_asked=False)
    return MergedOrder(*orders, is_asked=True)


def _with(names: Sequence[str], others: Sequence[str]) -> list[str]:
    """`names`, with those that only `others` hold behind the one that they follow there, or at the end."""
    found = list(names)
    last = max((place for place, name in enumerate(others) if name in names), default=-1)
    for place, name in enumerate(others):
        if name in found:
            continue
        follows = found.index(others[place - 1]) + 1 if place else 0
        found.insert(follows if place < last else len(found), name)
    return found
