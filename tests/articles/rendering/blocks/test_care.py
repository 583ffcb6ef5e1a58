"""A care card says how urgent something is."""

import pytest

from articles.urgency import AT_HOME, IN_CARDS, LADDER, NOW, WITHIN_DAYS, CareLevel
from tests.factories import problems_of, rendered

TAKES = (
    "Line 1: “::: care” takes a level (now, same-day, within-days or at-home) and a title: "
    "::: care within-days Book a visit within days"
)


@pytest.mark.parametrize("level", LADDER)
def test_a_care_card_says_its_level_in_words(level: CareLevel) -> None:
    result = rendered(f"::: care {level.name} What to do\nPhone *now*.\n:::")

    assert result.problems == []
    assert result.html == (
        f'<section class="care-card level-{level.name}"><div class="care-card-head">'
        f'<p class="care-card-level">{level.word}</p><h3 id="what-to-do">What to do</h3></div>'
        '<div class="care-card-body"><p>Phone <em>now</em>.</p>\n</div></section>'
    )


@pytest.mark.parametrize(
    ("older", "level"), [("emergency", NOW), ("soon", WITHIN_DAYS), ("routine", AT_HOME)]
)
def test_the_three_levels_of_older_texts_still_count(older: str, level: CareLevel) -> None:
    assert IN_CARDS[older] is level
    html = rendered(f"::: care {older} A\nB.\n:::").html
    assert html == rendered(f"::: care {level.name} A\nB.\n:::").html


@pytest.mark.parametrize("argument", ["Book a visit", "now"])
def test_a_card_without_a_level_or_a_title_is_reported(argument: str) -> None:
    assert problems_of(f"::: care {argument}\nText.\n:::") == [TAKES]


def test_a_preview_shows_a_card_with_a_wrong_level_without_one() -> None:
    html = rendered("::: care never What to do\nText.\n:::").html

    assert '<section class="care-card"><div' in html
    assert '<p class="care-card-level"></p><h3 id="what-to-do">What to do</h3>' in html


def test_an_empty_card_is_reported() -> None:
    assert problems_of("::: care now Title\n:::") == ["Line 1: This block is empty."]
