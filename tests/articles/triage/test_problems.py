"""What stops a check from being published, and what does not."""

from typing import Any

import pytest

from articles.triage.problems import problems_of
from tests.factories import check_rows, live_check
from tests.factories.checks import CONTENT, NONE, NOW, TODAY

pytestmark = pytest.mark.django_db


def said(**changed: Any) -> list[str]:
    return [str(problem) for problem in problems_of(CONTENT | changed)]


def without(entry: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in names}


def test_a_whole_check_has_no_problems() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"animals": []}, "Choose the animals that it is about."),
        ({"sources": []}, "Name at least one source."),
        ({"questions": []}, "It has no questions."),
        ({"questions": [TODAY]}, "No question leads to “now”."),
        (
            {"questions": [TODAY, NOW]},
            "belly: The questions do not go from the most urgent to the least. Move this one up.",
        ),
        ({"questions": [NOW, NOW | {"text": "Is it?"}]}, "belly: Two questions have this name."),
        (
            {"questions": [NOW | {"key": f"q{n}"} for n in range(9)]},
            "It has 9 questions; at most 8 take a minute.",
        ),
        (
            {"questions": [NOW | {"key": "animal"}]},
            "animal: An address uses this name for something else. Choose another.",
        ),
        ({"questions": [NOW | {"text": "Swollen"}]}, "belly: A question ends with a question mark."),
        (
            {"questions": [NOW, without(TODAY, "level")]},
            "water: Say what a yes means: a level, or another check.",
        ),
        (
            {"questions": [NOW | {"goes_to": "rabbits"}]},
            "belly: Say what a yes means: a level, or another check.",
        ),
        (
            {"questions": [NOW, without(TODAY, "level") | {"goes_to": "rabbits"}]},
            "water: The check “rabbits” is not published.",
        ),
        ({"questions": [without(NOW, "head")]}, "belly: Its result lacks what to do."),
        ({"questions": [without(NOW, "do")]}, "belly: Its result lacks a line under “do”."),
        ({"questions": [without(NOW, "source")]}, "belly: Its result lacks where it was read."),
        (
            {"questions": [NOW, without(TODAY, "watch")]},
            "water: Its result lacks what makes it an emergency (“phone at once if”).",
        ),
        (
            {"none": without(NONE, "watch")},
            "all answers no: Its result lacks what makes it an emergency (“phone at once if”).",
        ),
        (
            {"questions": [NOW | {"items": ["[fish] It floats"]}]},
            "belly: No animal is called fish: “[fish] It floats”.",
        ),
        (
            {"animals": ["dog"], "questions": [NOW | {"do": ["Phone", "[cat] Carry it in a box"]}]},
            "belly: The check is not about: cat. The line is: “[cat] Carry it in a box”.",
        ),
        (
            {"questions": [NOW | {"do": ["Give 5 mg of it"]}]},
            "belly: Owners are given no doses: “Give 5 mg of it”.",
        ),
        (
            {"questions": [NOW | {"why": "Two is too much: 2 tablets"}]},
            "belly: Owners are given no doses: “Two is too much: 2 tablets”.",
        ),
    ],
)
def test_each_problem_is_said(changed: dict[str, Any], problem: str) -> None:
    assert problem in said(**changed)


def test_times_and_counts_are_no_doses() -> None:
    assert (
        said(questions=[NOW | {"do": ["Rinse for 15 minutes", "Phone at 2 minutes", "Bring 2 towels"]}]) == []
    )


def test_checks_that_are_published_together_may_lead_to_each_other() -> None:
    check_rows("rabbits", title="Rabbits")
    leading = without(TODAY, "level") | {"goes_to": "rabbits"}
    assert problems_of(CONTENT | {"questions": [NOW, leading]}, ["rabbits"]) == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"questions": [NOW | {"animals": ["dog"]}]}, "No question for this animal leads to “now”: cat."),
        (
            {"questions": [NOW | {"items": ["[dog] It is a dog"]}]},
            "No question for this animal leads to “now”: cat.",
        ),
        (
            {"questions": [NOW | {"do": ["[cat] Keep it warm"]}]},
            "belly: Its result says too little for this animal: dog.",
        ),
        (
            {"none": NONE | {"watch": ["[cat] Blood"]}},
            "all answers no: Its result says too little for this animal: dog.",
        ),
        (
            {"questions": [NOW | {"why": "[cat] It may be blocked"}]},
            "belly: Only lines of a list are for some animals: “[cat] It may be blocked”.",
        ),
    ],
)
def test_no_animal_is_told_less_than_another(changed: dict[str, Any], problem: str) -> None:
    assert problem in said(**changed)


def test_a_question_leads_only_to_a_check_about_its_animals() -> None:
    live_check("rabbits", title="Rabbits", animals=["cat"])
    leading = {"key": "rabbit", "goes_to": "rabbits", "text": "Is it?"}
    assert said(questions=[leading, NOW]) == ["rabbit: The check “rabbits” is not about: dog."]
    assert said(questions=[leading | {"animals": ["cat"]}, NOW]) == []


def test_a_source_may_begin_with_a_number_in_brackets() -> None:
    assert said(questions=[NOW | {"source": "[2] Example, 2020"}], sources=["[1] Example: 500 mg"]) == []
