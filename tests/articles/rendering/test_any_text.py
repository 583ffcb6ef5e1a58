"""Any text at all is rendered: long, made to hang a parser, or thrown together."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.rendering.sanitiser import sanitise
from tests.articles.rendering.hostile import dangers_of
from tests.factories import rendered

PIECES = st.sampled_from(
    [
        *(
            "::: note",
            ":::: do-dont",
            "::: do A",
            "::: dont B",
            ":::",
            "::::",
            "::: figure rug",
            "::: also thumping",
        ),
        *(
            "::: care soon T",
            "::: compare C",
            "::: pull",
            "# A",
            "## A",
            "### A",
            "---",
            "===",
            "```",
            "> ",
            "- ",
        ),
        *(
            "1. ",
            "    ",
            "| a | b |",
            "|---|--:|",
            "| | |",
            "[^study1906]",
            "[^nobody]",
            "[x](#a)",
            "[",
            "]",
            "(",
            ")",
        ),
        *(
            "![](picture:rug)",
            "[x](article:thumping)",
            "<b>",
            "&lt;",
            "\\",
            "*",
            "**",
            "`",
            "word",
            "\t",
            "  ",
            "\r",
        ),
        *("[x](https://e.org)", "[x]: /y", "<https://e.org>", "\x00", "\u2028", "é", "猫"),
    ]
)
LINES = st.lists(st.lists(PIECES, max_size=4).map(" ".join), max_size=12).map("\n".join)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=400), LINES, st.lists(PIECES, max_size=30).map("".join)))
def test_any_text_at_all_becomes_clean_html(text: str) -> None:
    result = rendered(text)

    assert sanitise(result.html) == result.html
    assert dangers_of(result.html) == []
    ids = re.findall(r' id="([^"]*)"', result.html)
    assert len(ids) == len(set(ids))
    assert all(0 <= problem.line <= text.count("\n") + text.count("\r") + 1 for problem in result.problems)


def test_a_text_of_200_000_characters_is_rendered_and_a_longer_one_refused() -> None:
    longest = rendered("a " * 100_000)
    longer = rendered("a " * 100_000 + "b")

    assert longest.problems == []
    assert [str(problem) for problem in longer.problems] == ["The text is longer than 200,000 characters."]
    assert longer.html == ""


@pytest.mark.parametrize(
    "text",
    [
        "[" * 4000,
        "[^" * 4000,
        "![" * 4000,
        "[a](" * 2000,
        "*a **a " * 1500,
        "> " * 3000 + "x",
        "- " * 3000 + "x",
        "::: note\n" * 2000,
        "`" * 3000 + "a" + "`" * 2999,
        "| a " * 1000 + "|\n" + "|---" * 1000 + "|",
        "<" * 4000,
        "&" * 4000,
    ],
    ids=lambda text: text[:9].strip(),
)
def test_text_made_to_hang_a_parser_is_rendered(text: str) -> None:
    assert dangers_of(rendered(text).html) == []


@pytest.mark.parametrize("end", [">", "> ", ">\t", ""])
def test_a_block_in_a_quotation_may_end_the_text_without_words(end: str) -> None:
    result = rendered(f"> ::: note\n>\n{end}")

    assert result.html == '<blockquote>\n<aside class="note"></aside></blockquote>\n'
    assert [problem.line for problem in result.problems] == [1, 1]


def test_null_characters_which_the_database_refuses_are_dropped() -> None:
    assert rendered("a\0b").html == "<p>ab</p>\n"


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (240, 1), (241, 2), (1200, 5)])
def test_reading_time_is_rounded_up_from_240_words_a_minute(words: int, minutes: int) -> None:
    assert rendered("word " * words).reading_minutes == minutes
