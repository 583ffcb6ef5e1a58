"""A care card says how urgent something is."""

import pytest

from articles.urgency import CARE_LEVELS
from tests.factories import problems_of, rendered

TAKES = (
    "Line 1: “::: care” takes a level (routine, soon or emergency) and a title: "
    "::: care soon Book a visit within days"
)


@pytest.mark.parametrize(("level", "word"), CARE_LEVELS.items())
def test_a_care_card_says_its_level_in_words(level: str, word: str) -> None:
    result = rendered(f"::: care {level} What to do\nPhone *now*.\n:::")

    assert result.problems == []
    assert result.html == (
        f'<section class="care-card care-card-{level}"><div class="care-card-head">'
        f'<p class="care-card-level">{word}</p><h3 id="what-to-do">What to do</h3></div>'
        '<div class="care-card-body"><p>Phone <em>now</em>.</p>\n</div></section>'
    )


@pytest.mark.parametrize("argument", ["Book a visit", "soon"])
def test_a_card_without_a_level_or_a_title_is_reported(argument: str) -> None:
    assert problems_of(f"::: care {argument}\nText.\n:::") == [TAKES]


def test_a_preview_shows_a_card_with_a_wrong_level_as_a_mild_one() -> None:
    html = rendered("::: care never What to do\nText.\n:::").html

    assert '<section class="care-card care-card-routine">' in html
    assert '<p class="care-card-level"></p><h3 id="what-to-do">What to do</h3>' in html


def test_an_empty_card_is_reported() -> None:
    assert problems_of("::: care soon Title\n:::") == ["Line 1: This block is empty."]
