"""A figure shows a picture of the library, with a legend or a caption of its own."""

import pytest

from tests.factories import TextLookups, picture_snapshot, problems_of, rendered

CREDIT = ' <span class="credit">Drawing: Scratchpost</span>'


def test_a_figure_block_shows_the_librarys_caption() -> None:
    result = rendered("::: figure rug\n:::")

    assert result.problems == []
    assert f"<figcaption>One hand at work.{CREDIT}</figcaption></figure>" in result.html


def test_a_figure_block_holds_a_legend_and_a_caption_of_its_own() -> None:
    result = rendered("::: figure rug\n1. Behind the ear\n2. The chest\n\nFive places [^study1906].\n:::")

    assert result.problems == []
    assert '<ol class="legend">\n<li>Behind the ear</li>\n<li>The chest</li>\n</ol>' in result.html
    assert "<figcaption>Five places <sup" in result.html
    assert result.html.count("Drawing: Scratchpost") == 1
    assert "One hand at work." not in result.html


@pytest.mark.parametrize("tone", ["marigold", "night", "mist-ground", "slate-ground"])
def test_a_figure_keeps_the_tone_of_its_picture(tone: str) -> None:
    lookups = TextLookups()
    lookups.pictures["rug"] = picture_snapshot(tone=tone)

    assert f'<div class="figure-picture tone-{tone}">' in rendered("::: figure rug\n:::", lookups).html


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("::: figure nothing\n:::", "Line 1: There is no picture with the key “nothing”."),
        ("::: figure rug\nOne.\n\nTwo.\n:::", "Line 1: A figure has one caption."),
        (
            "::: figure rug\n- a\n- b\n:::",
            "Line 1: A figure holds a numbered list, a caption, or both.",
        ),
        (
            "::: figure rug\n![](picture:rug)\n:::",
            "Line 1: A figure holds a numbered list, a caption, or both.",
        ),
        (
            "::: figure two words\n:::",
            "Line 1: “::: figure” takes a picture's key: ::: figure petting-map",
        ),
    ],
)
def test_a_wrong_figure_is_reported_with_its_line(text: str, problem: str) -> None:
    assert problem in problems_of(text)
