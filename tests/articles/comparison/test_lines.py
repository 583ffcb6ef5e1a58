"""Two texts side by side: what changed is marked, and nothing of either is lost."""

import pytest

from articles.comparison.lines import CONTEXT
from tests.articles.comparison.compared import changed, contents, numbered, only_change, rows_of, said


def test_changed_words_are_marked_within_their_line() -> None:
    before, after = "The dog kicks with its leg.", "The dog kicks with its hind leg."

    assert changed(before, after) == [("The dog kicks with its leg.", "The dog kicks with its [hind] leg.")]


def test_words_side_by_side_are_marked_as_one() -> None:
    before = "The dog that kicks is well and needs no vet."

    assert changed(before, before.replace("is well", "may hurt")) == [
        ("The dog that kicks [is well] and needs no vet.", "The dog that kicks [may hurt] and needs no vet.")
    ]


def test_a_line_that_became_another_is_marked_whole() -> None:
    assert changed("The dog kicks its leg.", "Rabbits thump when in danger nearby") == [
        ("[The dog kicks its leg.]", "[Rabbits thump when in danger nearby]")
    ]


def test_an_edited_paragraph_stands_beside_what_it_was_though_another_came_before_it() -> None:
    before = "First.\n\nThe dog kicks with its leg.\n\nLast."
    after = "First.\n\nSomething else stands here now.\n\nThe cat kicks with its leg.\n\nLast."

    assert changed(before, after) == [
        (None, "[Something else stands here now.]"),
        ("The [dog] kicks with its leg.", "The [cat] kicks with its leg."),
    ]


def test_a_paragraph_that_went_has_nothing_beside_it() -> None:
    assert changed("One.\n\nTwo went.\n\nThree.", "One.\n\nThree.") == [("[Two went.]", None)]


def test_an_empty_line_that_makes_two_paragraphs_of_one_is_a_change_too() -> None:
    assert changed("One.\nTwo.", "One.\n\nTwo.") == [("One.", "One.[¶]")]


def test_a_key_point_that_came_changes_no_other() -> None:
    change = only_change(contents(key_points="One point."), contents(key_points="One point.\nTwo points."))

    assert [said(row) for row in change.rows] == [("One point.", "One point."), (None, "[Two points.]")]


def test_one_empty_line_more_or_less_changes_no_line() -> None:
    assert rows_of("One.\n\nTwo.", "One.\n\n\nTwo.") == ()


def test_a_paragraph_that_moved_takes_no_other_along() -> None:
    before = ["Moved one.", "First here.", "Second here.", "Third here."]

    assert changed("\n\n".join(before), "\n\n".join([*before[1:], before[0]])) == [
        ("[Moved one.]", None),
        (None, "[Moved one.]"),
    ]


def test_the_words_between_two_changes_stay_unmarked() -> None:
    before = "Your fingers press the button. The message runs from the skin to the spinal cord, and back."
    after = "Your fingers press your button. The message runs from your skin to the spinal cord, and back."

    assert changed(before, after)[0][1] == (
        "Your fingers press [your] button. The message runs from [your] skin to the spinal cord, and back."
    )


def test_a_space_that_came_or_went_is_not_passed_over() -> None:
    assert changed("10 mg", "10mg") == [("[10 mg]", "[10mg]")]
    assert changed("a  word", "a word") == [("[a  word]", "[a word]")]


def test_each_side_counts_its_own_lines() -> None:
    rows = rows_of("One.\nThree.\nFour", "One.\nTwo.\nThree.\nFive")

    numbers = [
        (row.left.number if row.left else None, row.right.number if row.right else None) for row in rows
    ]
    assert numbers == [(1, 1), (None, 2), (2, 3), (3, 4)]


def test_unchanged_lines_far_from_a_change_are_folded_away_and_counted() -> None:
    before = numbered(40)
    after = [*before[:20], "New here.", *before[20:]]

    rows = rows_of("\n".join(before), "\n".join(after))

    assert [row.folded for row in rows if row.folded] == [20 - CONTEXT, 20 - CONTEXT]
    assert [said(row)[1] for row in rows if not row.folded] == [
        *before[20 - CONTEXT : 20],
        "[New here.]",
        *before[20 : 20 + CONTEXT],
    ]


@pytest.mark.parametrize("gap", range(2 * CONTEXT + 4))
def test_no_line_is_lost_between_two_changes(gap: int) -> None:
    between = numbered(gap)
    before, after = ["Old start.", *between, "Old end."], ["New start.", *between, "New end."]

    rows = rows_of("\n".join(before), "\n".join(after))

    assert sum(row.folded or 1 for row in rows) == gap + 2
    assert all(row.folded != 1 for row in rows)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "One.\n\nTwo."),
        ("One.\n\nTwo.", ""),
        ("a b c\n\nd e f\n\ng", "a x c\n\nnew\n\nd e y\nz\n\ng"),
        ("- one\n- two\n- three", "- three\n- two\n- one"),
        ("same\n" * 30 + "old", "same\n" * 31 + "new"),
        ("  indented  twice ", "indented twice"),
    ],
)
def test_both_texts_can_be_read_back_from_their_sides(before: str, after: str) -> None:
    rows = rows_of(before, after)

    for side, text in (("left", before), ("right", after)):
        shown = {line.number: line.text for row in rows if (line := getattr(row, side))}
        # Empty lines only tell where a paragraph ends.
        wanted = dict(enumerate(text.split("\n"), start=1))
        assert all(wanted[number] == line.removesuffix("¶") for number, line in shown.items())
        missing = [line for number, line in wanted.items() if number not in shown and line.strip()]
        assert len(missing) == sum(row.folded for row in rows)
