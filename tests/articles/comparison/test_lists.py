"""Rows of a list that came, went, changed or moved."""

from typing import Any

from articles.comparison import ListChange
from tests.articles.comparison.compared import RUG, STUDY, contents, only_change


def items_of(name: str, before: Any, after: Any) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    change = only_change(contents(**{name: before}), contents(**{name: after}))
    assert isinstance(change, ListChange)
    return [
        (
            item.change,
            item.name,
            [
                (one.label, "".join(s.text for s in one.old), "".join(s.text for s in one.new))
                for one in item.details
            ],
        )
        for item in change.items
    ]


def test_a_reference_tells_the_fields_that_differ() -> None:
    other = STUDY | {"year": 1907, "evidence": "textbook", "sample_size": 12}

    assert items_of("references", [STUDY], [other]) == [
        (
            "changed",
            "study1906",
            [("Year", "1906", "1907"), ("Evidence", "Study", "Textbook"), ("Sample size", "", "12")],
        )
    ]


def test_a_reference_that_came_tells_all_it_says() -> None:
    ((change, name, details),) = items_of("references", [], [STUDY])

    assert (change, name) == ("added", "study1906")
    assert ("Authors", "", "Sherrington CS") in details
    assert ("Year", "", "1906") in details
    assert "DOI" not in {label for label, _, _ in details}


def test_what_went_is_told_after_what_stayed_and_what_came() -> None:
    new = [STUDY | {"year": 1907}, STUDY | {"key": "new2020"}]

    kinds = [item[:2] for item in items_of("references", [STUDY, STUDY | {"key": "old1900"}], new)]

    assert kinds == [("changed", "study1906"), ("added", "new2020"), ("removed", "old1900")]


def place(key: str, caption: str = "") -> dict[str, str]:
    return {"picture": key, "caption": caption}


def test_pictures_of_the_gallery_that_changed_places_say_so() -> None:
    assert items_of(
        "gallery", [place("a"), place("b"), place("c")], [place("a"), place("c"), place("b")]
    ) == [
        ("changed", "c", [("Place in the list", "3", "2")]),
        ("changed", "b", [("Place in the list", "2", "3")]),
    ]


def test_a_picture_that_came_moves_no_other() -> None:
    assert items_of(
        "gallery", [place("a"), place("b", "Old")], [place("new"), place("a"), place("b", "New")]
    ) == [
        ("changed", "b", [("Caption", "Old", "New")]),
        ("added", "new", []),
    ]


def test_a_fact_and_what_it_rests_on_are_told() -> None:
    before = [{"label": "Weight", "value": "5 kg", "reference": ""}]
    after = [{"label": "Weight", "value": "5 kg", "reference": "study1906"}]

    assert items_of("facts", before, after) == [("changed", "Weight", [("Reference", "", "study1906")])]


def test_species_come_and_go_by_name() -> None:
    assert items_of("species", ["cats", "dogs"], ["dogs", "rabbits"]) == [
        ("added", "rabbits", []),
        ("removed", "cats", []),
    ]


def test_a_picture_tells_its_new_words_and_that_the_image_is_another() -> None:
    other = RUG | {"alt": "", "is_decorative": True, "digest": "b" * 64, "tone": "night"}

    assert items_of("pictures", {"rug": RUG}, {"rug": other}) == [
        (
            "changed",
            "rug",
            [
                ("The image", "file aaaaaaaa", "file bbbbbbbb"),
                ("Alternative text", "A dog on a rug", ""),
                ("Is decorative", "No", "Yes"),
                ("Tone", "Mist green", "Night blue"),
            ],
        )
    ]
