"""Pictures in the text, `![alt](picture:key)`, come from the library by their keys."""

import pytest

from tests.factories import TextLookups, picture_snapshot, problems_of, rendered

IMAGE = (
    '<figure class="figure"><div class="figure-picture tone-mist">'
    '<img src="/media/pictures/aa/rug-640.webp" '
    'srcset="/media/pictures/aa/rug-320.webp 320w, /media/pictures/aa/rug-640.webp 640w" '
    'sizes="(min-width: 42rem) 40.5rem, 100vw" width="640" height="480" alt="{alt}" '
    'loading="lazy" decoding="async"></div>'
)
CREDIT = ' <span class="credit">Drawing: Scratchpost</span>'


def test_a_picture_on_its_own_line_is_a_figure_with_the_librarys_words() -> None:
    result = rendered("![](picture:rug)")

    assert result.problems == []
    assert result.html == (
        IMAGE.format(alt="A dog on a rug") + f"<figcaption>One hand at work.{CREDIT}</figcaption></figure>"
    )


def test_words_in_the_text_win_over_the_librarys() -> None:
    result = rendered('![A paw](picture:rug "Close up.")')

    assert 'alt="A paw"' in result.html
    assert f"<figcaption>Close up.{CREDIT}</figcaption>" in result.html


def test_a_picture_without_caption_and_credit_has_no_caption_line() -> None:
    lookups = TextLookups()
    lookups.pictures["rug"] = picture_snapshot(caption="", credit="")

    assert "figcaption" not in rendered("![](picture:rug)", lookups).html


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Text.\n\n![](picture:nothing)", "Line 3: There is no picture with the key “nothing”."),
        (
            "![](https://example.org/a.png)",
            "Line 1: “https://example.org/a.png” is not in the picture library: write (picture:its-key).",
        ),
        ("Text\nand ![](picture:rug) more", "Line 2: A picture stands on a line of its own."),
        ("## ![](picture:rug)", "Line 1: A picture stands on a line of its own."),
        ("[![](picture:rug)](https://example.org)", "Line 1: A picture stands on a line of its own."),
    ],
)
def test_a_wrong_picture_is_reported_with_its_line(text: str, problem: str) -> None:
    assert problem in problems_of(text)


def test_a_picture_from_another_site_is_never_shown() -> None:
    result = rendered("![](https://example.org/a.png)\n\nText ![](https://example.org/b.png)")

    assert "example.org" not in result.html
