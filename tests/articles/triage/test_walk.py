"""The answers in the address lead to one question or one result, and never past a question."""

from typing import Any

import pytest

from articles.triage.content import check_text, text_for_readers
from articles.triage.walk import Walk, walk
from tests.factories.checks import CONTENT, NONE, NOW, RESULT, TODAY

CATS_ONLY = {**NOW, "key": "tray", "text": "Does he strain in the tray?", "animals": ["cat"]}
SOME_LINES = {
    **TODAY,
    "key": "which",
    "items": ["[cat] A male cat", "[dog, cat] A swollen belly", "Pale gums"],
    "do": ["[dog] Lift your dog gently", "Phone"],
}
DOGS_LINES_ONLY = {**TODAY, "key": "hose", "items": ["[dog] It played with a hose"]}


def after(given: dict[str, str], *questions: dict[str, Any], animal: str = "") -> Walk:
    content = {**CONTENT, "questions": list(questions or (NOW, TODAY))}
    return walk(check_text(content, animal), given)


def place(way: Walk) -> str:
    """The key of the next question, or the level of the result."""
    if way.question:
        return way.question.key
    return way.outcome.level.name if way.outcome else way.goes_to


@pytest.mark.parametrize(
    ("given", "leads_to"),
    [
        ({}, "belly"),
        ({"belly": "yes"}, "now"),
        ({"belly": "no"}, "water"),
        ({"belly": "no", "water": "yes"}, "same-day"),
        ({"belly": "no", "water": "no"}, "at-home"),
        # A later answer never stands in for an earlier one.
        ({"water": "no"}, "belly"),
        ({"water": "yes"}, "belly"),
        # What no form sends asks again.
        ({"belly": "No", "water": "no"}, "belly"),
        ({"belly": "", "water": "no"}, "belly"),
        ({"belly": "no\x00", "water": "no"}, "belly"),
        ({"stranger": "yes"}, "belly"),
        # The first yes settles it, whatever stands behind.
        ({"belly": "yes", "water": "no"}, "now"),
    ],
)
def test_answers_lead_to_a_question_or_a_level(given: dict[str, str], leads_to: str) -> None:
    assert place(after(given)) == leads_to


def test_the_form_carries_the_valid_answers_and_nothing_else() -> None:
    way = after({"belly": "no", "stranger": "yes", "animal": "<b>"}, animal="<b>")
    assert way.hidden == {"belly": "no"}
    assert way.number == 2
    assert [one.query for one in way.answered] == [""]


def test_answers_to_another_version_are_asked_again() -> None:
    text = check_text(CONTENT, "dog", version=4)
    assert walk(text, {"belly": "no"}).hidden == {"animal": "dog", "belly": "no", "v": "4-dog"}
    same = walk(text, {"v": "4-dog", "belly": "no"})
    assert (place(same), same.is_outdated) == ("water", False)
    for other in ("3-dog", "5-dog", "4", "4-cat", "", "four"):
        outdated = walk(text, {"v": other, "belly": "no", "water": "no"})
        assert (place(outdated), outdated.is_outdated, outdated.hidden) == ("belly", True, {"animal": "dog"})


def test_an_animal_is_asked_what_concerns_it() -> None:
    questions = (CATS_ONLY, SOME_LINES)
    assert place(after({}, *questions, animal="dog")) == "which"
    assert place(after({}, *questions, animal="cat")) == "tray"
    # Nobody said which animal: everything is asked.
    assert place(after({}, *questions)) == "tray"

    asked = after({}, SOME_LINES, animal="dog").question
    assert asked is not None
    assert asked.items == ["A swollen belly", "Pale gums"]
    result = after({"which": "yes"}, SOME_LINES, animal="dog").outcome
    assert result is not None
    assert result.do == ["Lift your dog gently", "Phone"]


def test_nobody_gets_a_result_without_a_question() -> None:
    text = text_for_readers({**CONTENT, "questions": [CATS_ONLY]}, "dog", 1)
    assert (place(walk(text, {})), text.animal) == ("tray", "")


def test_a_question_whose_lines_all_concern_others_is_not_asked() -> None:
    assert place(after({}, DOGS_LINES_ONLY, CATS_ONLY, animal="cat")) == "tray"
    assert place(after({}, DOGS_LINES_ONLY, animal="dog")) == "hose"


def test_an_animal_of_another_check_counts_as_none_chosen() -> None:
    way = after({}, CATS_ONLY, animal="bird")
    assert way.text.animal == ""
    assert place(way) == "tray"


def test_a_yes_may_lead_to_another_check() -> None:
    other = {"key": "rabbit", "goes_to": "rabbits", "text": "Is it a rabbit?"}
    assert place(after({"rabbit": "yes"}, other, NOW)) == "rabbits"
    assert place(after({"rabbit": "no"}, other, NOW)) == "belly"


def test_a_result_without_words_of_its_own_says_what_its_level_says() -> None:
    bare = {key: value for key, value in NOW.items() if key not in RESULT}
    outcome = after({"belly": "yes"}, bare).outcome
    assert outcome is not None
    assert outcome.head == "Phone a vet and set off"
    assert after({"belly": "no"}, NOW).outcome == check_text({**CONTENT, "none": NONE}).otherwise
