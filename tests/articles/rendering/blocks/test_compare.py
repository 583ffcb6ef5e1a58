"""A comparison is a table with a caption."""

import pytest

from tests.factories import problems_of, rendered


def test_a_comparison_is_a_table_with_a_caption() -> None:
    result = rendered("::: compare Reflex or itch\n| | Reflex |\n|---|---|\n| Starts | By hand |\n:::")

    assert result.problems == []
    assert '<table class="table-compare table">' in result.html
    assert "<caption>Reflex or itch</caption>" in result.html


@pytest.mark.parametrize("inner", ["Text.\n", "", "| a |\n|---|\n| b |\n\nText.\n\n| c |\n|---|\n| d |\n"])
def test_what_is_no_table_alone_is_reported(inner: str) -> None:
    problems = problems_of(f"::: compare Caption\n{inner}:::")

    assert problems == ["Line 1: “::: compare” holds one table and nothing else."]
