"""Two people's lists made one: a row that only one changed is taken, and the rest is asked."""

from hypothesis import given
from hypothesis import strategies as st

from articles.comparison.merged_rows import PlainRows, merge_order, merge_rows
from articles.comparison.merging import MergeKind

ROWS = st.dictionaries(
    st.sampled_from(["hart2020", "kidd1920", "todd2013"]),
    st.fixed_dictionaries({"title": st.sampled_from("ab"), "year": st.sampled_from("12")}),
)


def settled(base: PlainRows | None, mine: PlainRows, theirs: PlainRows) -> PlainRows | None:
    """The merged list by names, None where something is asked."""
    found = {}
    for row in merge_rows(base, mine, theirs):
        kinds = {row.kind, *(cell.kind for cell in row.cells.values())}
        if MergeKind.ASKED in kinds:
            return None
        if row.kind is MergeKind.JOINED:
            found[row.name] = {
                name: cell.theirs if cell.kind is MergeKind.THEIRS else cell.mine
                for name, cell in row.cells.items()
            }
        elif taken := (row.mine if row.kind is MergeKind.MINE else row.theirs):
            found[row.name] = taken
    return found


@given(base=ROWS, rows=ROWS)
def test_what_only_one_changed_is_taken(base: PlainRows, rows: PlainRows) -> None:
    assert settled(base, rows, base) == rows
    assert settled(base, base, rows) == rows
    assert settled(base, rows, rows) == rows


@given(base=ROWS, mine=ROWS, theirs=ROWS)
def test_a_row_goes_only_if_somebody_took_it_out(base: PlainRows, mine: PlainRows, theirs: PlainRows) -> None:
    merged = settled(base, mine, theirs)

    if merged is not None:
        assert set(merged) == (set(mine) | set(theirs)) - (
            (set(base) - set(mine)) | (set(base) - set(theirs))
        )


@given(mine=ROWS, theirs=ROWS)
def test_without_the_list_before_every_difference_is_asked(mine: PlainRows, theirs: PlainRows) -> None:
    assert settled(None, mine, theirs) == (mine if mine == theirs else None)


def test_two_fields_of_one_row_fit_together() -> None:
    row = {"title": "Reflex", "year": "1906"}

    merged = settled({"s": row}, {"s": row | {"title": "A reflex"}}, {"s": row | {"year": "1907"}})

    assert merged == {"s": {"title": "A reflex", "year": "1907"}}


def test_a_row_that_one_changed_and_the_other_took_out_is_asked() -> None:
    row = {"title": "Reflex", "year": "1906"}

    assert settled({"s": row}, {}, {"s": row | {"year": "1907"}}) is None


def test_an_order_that_one_changed_is_taken_with_the_rows_of_the_other() -> None:
    order = merge_order(["a", "b", "c"], ["a", "new", "b", "c", "last"], ["c", "a", "b"])

    assert (order.mine, order.is_asked) == (["c", "a", "new", "b", "last"], False)


def test_two_new_orders_are_asked() -> None:
    assert merge_order(["a", "b", "c"], ["b", "a", "c"], ["c", "a", "b"]).is_asked
