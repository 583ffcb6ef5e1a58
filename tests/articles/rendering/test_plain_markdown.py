"""A text becomes Markdown that any reader of Markdown knows."""

import pytest

from articles.rendering.plain_lines import PlainFigure, Surroundings
from articles.rendering.plain_markdown import plain_markdown, slugs_in

AROUND = Surroundings(
    "https://kb",
    "https://kb/articles/wag/",
    {"howl": ("Why do dogs howl?", "https://kb/articles/howl/")},
    [PlainFigure("https://kb/rug.webp", "A dog on a rug", "At rest.")],
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "::: care soon Book a visit\nThe paw is hot.\n:::",
            "### Within days: Book a visit\n\nThe paw is hot.",
        ),
        (
            ":::: do-dont\n::: do Go on if\n- It leans in\n:::\n\n::: dont Stop if\n- It growls\n:::\n::::",
            "### Go on if\n\n- It leans in\n\n### Stop if\n\n- It growls",
        ),
        ("::: note How we know\nWe looked.\n:::", "**How we know**\n\nWe looked."),
        ("::: note\nWe looked.\n:::", "We looked."),
        ("::: pull\nThe leg answers.\n:::", "> The leg answers."),
        (
            "::: also howl\n:::",
            "You may also be interested in: [Why do dogs howl?](https://kb/articles/howl/)",
        ),
        ("::: also gone\n:::", ""),
        (
            "::: compare Reflex or itch\n| | A |\n|---|---|\n| B | [C](/d/) |\n:::",
            "**Reflex or itch**\n\n| | A |\n|---|---|\n| B | [C](https://kb/d/) |",
        ),
        ("::: figure rug\n:::", "![A dog on a rug](https://kb/rug.webp)\n\n*At rest.*"),
        (
            "::: figure rug\n1. The ear\n\nAn ear.\n:::",
            "![A dog on a rug](https://kb/rug.webp)\n\n1. The ear\n\nAn ear.",
        ),
        ('![Mine](picture:rug "Mine")', "![A dog on a rug](https://kb/rug.webp)\n\n*At rest.*"),
        (
            "[It](article:howl) and [far](https://x.org)",
            "[It](https://kb/articles/howl/) and [far](https://x.org)",
        ),
        ("[It](article:howl#why)", "[It](https://kb/articles/howl/#why)"),
        ("[Above](#why)", "[Above](https://kb/articles/wag/#why)"),
        ("In [REM\nsleep](term:rem-sleep) they run.", "In REM\nsleep they run."),
        ("It depends.[^a]", "It depends.[^a]"),
        ("> ::: note Said\n> Words.\n> :::", "> **Said**\n>\n> Words.\n>"),
        ("One\r\n\r\n::: note\r\nTwo\r\n:::\r\n", "One\n\nTwo"),
    ],
)
def test_our_own_marks_become_plain_ones(written: str, read: str) -> None:
    assert plain_markdown(written, AROUND) == read


@pytest.mark.parametrize(
    "written",
    ["```\n::: note\n[a](article:howl)\n:::\n```", "Write `[a](article:howl)` so.", "    ::: note"],
)
def test_code_is_left_as_it_is(written: str) -> None:
    assert plain_markdown(written, AROUND) == written.strip("\n")


def test_the_articles_of_a_text_are_named_once() -> None:
    assert slugs_in("[a](article:howl) [b](article:howl#x)\n\n::: also wag\n:::\n") == {"howl", "wag"}
