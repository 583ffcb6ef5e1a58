"""Which fields of two working copies differ, under which names and in which order."""

from typing import Any

from articles.comparison import Segment, ValueChange, compare, compare_texts
from articles.drafts.fields import PLAIN_FIELDS
from tests.articles.comparison.compared import RUG, STUDY, contents, only_change


def test_two_that_say_the_same_differ_in_nothing() -> None:
    assert compare(contents(body="Text"), contents(body="Text")).changes == ()
    assert compare_texts("Text", "Text").changes == ()


def test_every_field_that_a_page_shows_is_compared() -> None:
    before = contents()
    others: dict[str, Any] = dict.fromkeys(PLAIN_FIELDS, "Other") | {"category": "health", "author": "vera"}
    others |= {"species": ["dogs"], "gallery": [{"picture": "rug", "caption": ""}], "references": [STUDY]}
    others |= {"facts": [{"label": "Size", "value": "Small", "reference": ""}], "pictures": {"rug": RUG}}
    others |= {"terms": {"reflex": {"name": "Reflex", "meaning": "A movement."}}}

    for name in contents():
        assert len(compare(before, before | {name: others[name]}).changes) == 1, name


def test_fields_come_in_the_order_of_the_page_under_their_names() -> None:
    after = contents(title="Other", urgency="watch", answer="Yes.", body="Text", references=[STUDY])

    labels = [change.label for change in compare(contents(), after).changes]

    assert labels == ["Title", "Urgency", "In short", "Text", "References"]


def test_a_choice_is_told_in_its_words_and_an_old_one_as_it_was_stored() -> None:
    change = only_change(contents(urgency="vet-soon"), contents(urgency="whenever"))

    assert isinstance(change, ValueChange)
    assert [segment.text for segment in (*change.old, *change.new)] == ["Vet within days", "whenever"]


def test_a_short_field_marks_the_words_that_differ() -> None:
    change = only_change(contents(), contents(title="Why do old dogs wag?"))

    assert change.old == (Segment("Why do dogs wag?"),)
    assert change.new == (Segment("Why do "), Segment("old", is_changed=True), Segment(" dogs wag?"))


def test_what_one_side_did_not_keep_is_not_called_a_change() -> None:
    kept = {name: value for name, value in contents().items() if name in PLAIN_FIELDS}

    assert compare(kept, contents(references=[STUDY], species=["dogs"])).changes == ()
