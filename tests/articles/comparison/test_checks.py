"""Two texts of a 60-second check are compared question by question and line by line."""

from typing import Any

from articles.comparison import TextChange
from articles.comparison.checks import compare_checks
from tests.factories.checks import CONTENT, NOW, TODAY


def changes(**changed: Any) -> dict[str, list[tuple[str, str]]]:
    """What differs from CONTENT, by the names of the parts: pairs of an old and a new line."""
    found: dict[str, list[tuple[str, str]]] = {}
    for change in compare_checks(CONTENT, CONTENT | changed).changes:
        assert isinstance(change, TextChange)
        found[change.label] = [
            (row.left.text if row.left else "", row.right.text if row.right else "")
            for row in change.rows
            if row.is_changed
        ]
    return found


def test_the_same_text_has_no_changes() -> None:
    assert changes() == {}


def test_a_line_stands_beside_the_line_that_it_was() -> None:
    assert changes(
        title="Sick", questions=[NOW, {**TODAY, "level": "now", "do": ["Keep it warm", "Phone"]}]
    ) == {
        "The check": [("Title: Being sick", "Title: Sick")],
        "Question “water”": [("Yes means: The same day", "Yes means: Now"), ("", "Do: Phone")],
    }


def test_a_question_that_went_is_shown_whole_and_moves_no_other() -> None:
    found = changes(questions=[TODAY])

    assert list(found) == ["Question “belly”"]
    assert ("Question: Is the belly swollen?", "") in found["Question “belly”"]


def test_another_order_is_a_change() -> None:
    assert set(changes(questions=[TODAY, NOW])) == {"The order of the questions"}


def test_animals_and_pictures_are_told_in_words() -> None:
    found = changes(animals=["dog"], questions=[{**NOW, "shows_gums": True}, TODAY])

    assert found["The check"] == [("Animals: Dog, Cat", "Animals: Dog")]
    assert found["Question “belly”"] == [("", "With the picture of gum colours: yes")]


def test_the_result_at_home_is_a_part_of_its_own() -> None:
    assert changes(none={**CONTENT["none"], "again_hours": 12}) == {
        "When every answer is no": [("Look again after (hours): 24", "Look again after (hours): 12")]
    }
