"""What is true of ::: blocks of every name: where they stand, how they end, what a wrong name says."""

import pytest

from articles.rendering.blocks import BLOCKS
from tests.factories import problems_of, rendered

KNOWN = ", ".join(sorted(BLOCKS))


def test_blocks_may_stand_in_lists_and_quotations() -> None:
    in_list = rendered("- ::: note\n  Text.\n  :::")
    in_quotation = rendered("> ::: note\n> Text.\n> :::")

    assert (in_list.problems, in_quotation.problems) == ([], [])
    assert '<li>\n<aside class="note"><p>Text.</p>\n</aside></li>' in in_list.html
    assert '<blockquote>\n<aside class="note"><p>Text.</p>\n</aside></blockquote>' in in_quotation.html


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("::: nota\nText.\n:::", f"Line 1: “::: nota” is not known. Known are: {KNOWN}."),
        ("::: NOTE\nText.\n:::", f"Line 1: “::: NOTE” is not known. Known are: {KNOWN}."),
        (
            ":::: note\n::: pull\nText.\n:::\n::::",
            "Line 2: “::: pull” stands alone, not inside ::: note.",
        ),
        ("Text.\n\n::: note\nText.", "Line 3: “::: note” is never closed: end it with :::"),
        (":::: note\nText.\n\n:::", "Line 1: “::: note” is never closed: end it with ::::"),
        (":::\nText.", "Line 1: These colons close nothing that is open."),
        ("Text.\n\nText.\n:::", "Line 4: These colons close nothing that is open."),
        ("::: nota\n:::", "Line 1: This block is empty."),
    ],
)
def test_a_wrong_block_is_reported_with_its_line(text: str, problem: str) -> None:
    assert problem in problems_of(text)


def test_a_preview_shows_what_stands_in_a_block_with_a_wrong_name() -> None:
    assert rendered("::: nota Title\nText.\n:::").html == "<p>Text.</p>\n"


@pytest.mark.parametrize("name", ["compare", "figure", "also"])
def test_a_block_without_the_words_it_needs_says_what_it_takes(name: str) -> None:
    problems = problems_of(f"::: {name}\nText.\n:::")

    assert any(problem.startswith(f"Line 1: “::: {name}” takes a") for problem in problems)
