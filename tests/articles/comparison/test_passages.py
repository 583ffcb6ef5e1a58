"""A quoted passage is found again, as readers see it, where its line moved."""

import pytest

from articles.comparison.passages import Passages, QuotedPlace

BODY = "## What is it?\n\nIt is **a reflex**, says [Kidd](article:kidd).[^kidd1920]\n\nIt is a reflex."


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("it is a reflex, says Kidd.", 3),
        ("a reflex", 3),
        ("What is it?", 1),
        ("a refle", None),
        ("kidd1920", None),
        (" … ", None),
    ],
)
def test_words_are_found_as_readers_see_them(quote: str, line: int | None) -> None:
    found = Passages([("body", BODY)]).find(quote)

    assert found == (QuotedPlace("body", line) if line else None)


def test_of_two_places_the_nearest_is_found() -> None:
    fields = [("answer", "It is a reflex."), ("body", BODY)]

    assert Passages(fields).find("a reflex", near=QuotedPlace("body", 6)) == QuotedPlace("body", 5)
    assert Passages(fields).find("a reflex", near=QuotedPlace("answer", 1)) == QuotedPlace("answer", 1)
