"""What changed between two working copies: readable, complete, and never slow."""

from typing import Any

import pytest

from articles.comparison import (
    ListChange,
    Row,
    Segment,
    TextChange,
    ValueChange,
    compare,
    compare_texts,
    lines,
    words,
)
from articles.comparison.lines import CONTEXT, MAX_LINES, MAX_ROWS
from articles.drafts.fields import PARTS, PLAIN_FIELDS, Contents

STUDY = {
    "key": "study1906",
    "authors": "Sherrington CS",
    "year": 1906,
    "title": "Observations on the scratch-reflex",
    "source": "Journal of Physiology",
    "locator": "34, 1–50",
    "doi": "",
    "url": "",
    "evidence": "study",
    "studied": "dogs",
    "sample_size": None,
}
RUG = {
    "digest": "a" * 64,
    "alt": "A dog on a rug",
    "is_decorative": False,
    "caption": "",
    "credit": "",
    "tone": "mist",
}


def contents(**changed: Any) -> Contents:
    plain = dict.fromkeys(PLAIN_FIELDS, "") | {"kind": "article", "slug": "wag", "title": "Why do dogs wag?"}
    parts: Contents = {part: [] for part in PARTS} | {"category": "facts", "author": "editors"}
    return plain | parts | {"pictures": {}, "terms": {}} | changed


def only_change(before: Contents, after: Contents) -> Any:
    (change,) = compare(before, after).changes
    return change


def rows_of(before: str, after: str) -> tuple[Row, ...]:
    (change,) = compare_texts(before, after).changes
    assert isinstance(change, TextChange)
    return change.rows


def said(row: Row) -> tuple[str | None, str | None]:
    """Both sides, with what is marked in brackets."""
    sides = [
        "".join(f"[{one.text}]" if one.is_changed else one.text for one in line.segments) if line else None
        for line in (row.left, row.right)
    ]
    return sides[0], sides[1]


def changed(before: str, after: str) -> list[tuple[str | None, str | None]]:
    return [said(row) for row in rows_of(before, after) if row.is_changed]


def numbered(count: int) -> list[str]:
    return [f"Paragraph {number}." for number in range(count)]


# --- fields


def test_two_that_say_the_same_differ_in_nothing() -> None:
    assert compare(contents(body="Text"), contents(body="Text")).changes == ()
    assert compare_texts("Text", "Text").changes == ()


def test_every_field_that_a_page_shows_is_compared() -> None:
    before = contents()
    others: dict[str, Any] = dict.fromkeys(PLAIN_FIELDS, "Other") | {"category": "health", "author": "vera"}
    others |= {"species": ["dogs"], "gallery": [{"picture": "rug", "caption": ""}], "references": [STUDY]}
    others |= {"facts": [{"label": "Size", "value": "Small", "reference": ""}], "pictures": {"rug": RUG}}
    others |= {"terms": {"reflex": {"name": "Reflex", "meaning": "A movement."}}}

    for name in contents():
        assert len(compare(before, before | {name: others[name]}).changes) == 1, name


def test_fields_come_in_the_order_of_the_page_under_their_names() -> None:
    after = contents(title="Other", urgency="watch", answer="Yes.", body="Text", references=[STUDY])

    labels = [change.label for change in compare(contents(), after).changes]

    assert labels == ["Title", "Urgency", "In short", "Text", "References"]


def test_a_choice_is_told_in_its_words_and_an_old_one_as_it_was_stored() -> None:
    change = only_change(contents(urgency="vet-soon"), contents(urgency="whenever"))

    assert isinstance(change, ValueChange)
    assert [segment.text for segment in (*change.old, *change.new)] == ["See a vet soon", "whenever"]


def test_a_short_field_marks_the_words_that_differ() -> None:
    change = only_change(contents(), contents(title="Why do old dogs wag?"))

    assert change.old == (Segment("Why do dogs wag?"),)
    assert change.new == (Segment("Why do "), Segment("old", is_changed=True), Segment(" dogs wag?"))


def test_what_one_side_did_not_keep_is_not_called_a_change() -> None:
    kept = {name: value for name, value in contents().items() if name in PLAIN_FIELDS}

    assert compare(kept, contents(references=[STUDY], species=["dogs"])).changes == ()


# --- texts


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


# --- lists


def items_of(name: str, before: Any, after: Any) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    change = only_change(contents(**{name: before}), contents(**{name: after}))
    assert isinstance(change, ListChange)
    return [
        (
            item.change,
            item.name,
            [
                (one.label, "".join(s.text for s in one.old), "".join(s.text for s in one.new))
                for one in item.details
            ],
        )
        for item in change.items
    ]


def test_a_reference_tells_the_fields_that_differ() -> None:
    other = STUDY | {"year": 1907, "evidence": "textbook", "sample_size": 12}

    assert items_of("references", [STUDY], [other]) == [
        (
            "changed",
            "study1906",
            [("Year", "1906", "1907"), ("Evidence", "Study", "Textbook"), ("Sample size", "", "12")],
        )
    ]


def test_a_reference_that_came_tells_all_it_says() -> None:
    ((change, name, details),) = items_of("references", [], [STUDY])

    assert (change, name) == ("added", "study1906")
    assert ("Authors", "", "Sherrington CS") in details
    assert ("Year", "", "1906") in details
    assert "DOI" not in {label for label, _, _ in details}


def test_what_went_is_told_after_what_stayed_and_what_came() -> None:
    new = [STUDY | {"year": 1907}, STUDY | {"key": "new2020"}]

    kinds = [item[:2] for item in items_of("references", [STUDY, STUDY | {"key": "old1900"}], new)]

    assert kinds == [("changed", "study1906"), ("added", "new2020"), ("removed", "old1900")]


def place(key: str, caption: str = "") -> dict[str, str]:
    return {"picture": key, "caption": caption}


def test_pictures_of_the_gallery_that_changed_places_say_so() -> None:
    assert items_of(
        "gallery", [place("a"), place("b"), place("c")], [place("a"), place("c"), place("b")]
    ) == [
        ("changed", "c", [("Place in the list", "3", "2")]),
        ("changed", "b", [("Place in the list", "2", "3")]),
    ]


def test_a_picture_that_came_moves_no_other() -> None:
    assert items_of(
        "gallery", [place("a"), place("b", "Old")], [place("new"), place("a"), place("b", "New")]
    ) == [
        ("changed", "b", [("Caption", "Old", "New")]),
        ("added", "new", []),
    ]


def test_a_fact_and_what_it_rests_on_are_told() -> None:
    before = [{"label": "Weight", "value": "5 kg", "reference": ""}]
    after = [{"label": "Weight", "value": "5 kg", "reference": "study1906"}]

    assert items_of("facts", before, after) == [("changed", "Weight", [("Reference", "", "study1906")])]


def test_species_come_and_go_by_name() -> None:
    assert items_of("species", ["cats", "dogs"], ["dogs", "rabbits"]) == [
        ("added", "rabbits", []),
        ("removed", "cats", []),
    ]


def test_a_picture_tells_its_new_words_and_that_the_image_is_another() -> None:
    other = RUG | {"alt": "", "is_decorative": True, "digest": "b" * 64, "tone": "night"}

    assert items_of("pictures", {"rug": RUG}, {"rug": other}) == [
        (
            "changed",
            "rug",
            [
                ("The image", "file aaaaaaaa", "file bbbbbbbb"),
                ("Alternative text", "A dog on a rug", ""),
                ("Is decorative", "No", "Yes"),
                ("Tone", "Mist green", "Night blue"),
            ],
        )
    ]


# --- bounds


class Sizes(list[tuple[int, int]]):
    """How long the lists were that difflib was given."""

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in (lines, words):
            real = module.SequenceMatcher

            def matcher(junk: Any, a: Any, b: Any, real: Any = real, **options: Any) -> Any:
                self.append((len(a), len(b)))
                return real(junk, a, b, **options)

            monkeypatch.setattr(module, "SequenceMatcher", matcher)


HUGE = 200_000


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n" * HUGE, "x\n" * (HUGE // 2)),
        ("\n".join(map(str, range(30_000))), "\n".join(map(str, range(30_000, 60_000)))),
        ("a b " * (HUGE // 4), "b a " * (HUGE // 4)),
        (" ".join(f"a{n} s{n}" for n in range(18_000)), " ".join(f"b{n} s{n}" for n in range(18_000))),
        (
            "a b " * 120 + "\n" + ("a b b " * 80 + "\n") * 400,
            "b a " * 120 + "\n" + ("b a a " * 80 + "\n") * 400,
        ),
        ("." * HUGE, "." * (HUGE - 1)),
    ],
    ids=[
        "empty lines",
        "no line alike",
        "one line of two words",
        "one line, every second word",
        "two words",
        "dots",
    ],
)
def test_a_huge_text_is_never_given_to_difflib_whole(
    before: str, after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = Sizes()
    sizes.watch(monkeypatch)

    rows = rows_of(before, after)

    assert len(rows) <= MAX_ROWS + 1
    assert all(max(size) <= MAX_LINES for size in sizes)
    assert sum(one * other for one, other in sizes) <= words.MAX_TOTAL + MAX_LINES**2


def test_what_a_much_too_long_comparison_leaves_out_is_counted() -> None:
    count = MAX_ROWS + 100

    rows = rows_of("\n".join(f"a{n}" for n in range(count)), "\n".join(f"b{n}" for n in range(count + 7)))

    assert len(rows) == MAX_ROWS + 1
    assert rows[-1].left_out == 107


def test_once_the_work_is_spent_lines_are_marked_whole() -> None:
    marker = words.WordMarker()
    marker.left = 30

    first = marker.mark("one two", "one three")
    for _ in range(30):
        last = marker.mark("one two", "one three")

    assert first[1] == (Segment("one "), Segment("three", is_changed=True))
    assert last[1] == (Segment("one three", is_changed=True),)
