"""A pull quote repeats a line of the text."""

from tests.factories import problems_of, rendered


def test_a_pull_quote_repeats_a_line() -> None:
    result = rendered("::: pull\nIt is a reflex.\n:::")

    assert result.html == '<div class="pull-quote"><p>It is a reflex.</p>\n</div>'
    assert [passage.kind for passage in result.passages] == ["pull"]


def test_a_pull_quote_has_no_title() -> None:
    wanted = "Line 1: “::: pull” takes nothing after its name: ::: pull"

    assert problems_of("::: pull Words\nText.\n:::") == [wanted]


def test_an_empty_pull_quote_is_reported() -> None:
    assert problems_of("::: pull\n:::") == ["Line 1: This block is empty."]
