"""Pictures are dropped on the text or pasted into it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pictures.dialog import HAND_OVER, choose, dialog, rows, send, text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_dropped_and_pasted_pictures_open_the_dialog_each_with_its_row(desk: Page) -> None:
    for event, decoration in {"drop": "picture", "paste": "picture-2"}.items():
        text(desk).fill("")

        taken = text(desk).evaluate(HAND_OVER, {"event": event, "names": ["one.png", "two.png"]})

        assert taken, event
        expect(rows(desk), event).to_have_count(2)
        rows(desk).nth(0).get_by_label("What does it show?").fill(f"One {event}")
        rows(desk).nth(1).get_by_label("Decoration").check()
        send(desk)
        pictures = rf"!\[\]\(picture:one-{event}\)\n\n!\[\]\(picture:{decoration}\)"
        expect(text(desk), event).to_have_value(re.compile(pictures))


def test_more_are_dropped_on_the_open_dialog(desk: Page, files: list[Path]) -> None:
    choose(desk, files[:1], ["First dog"])

    dialog(desk).evaluate(HAND_OVER, {"event": "drop", "names": ["two.png"]})

    expect(rows(desk)).to_have_count(2)


def test_what_is_no_picture_is_refused_and_words_are_left_to_the_browser(desk: Page) -> None:
    def take(event: str, names: list[str], words: str = "") -> bool:
        """Whether the editor keeps the browser from doing what it would."""
        taken: bool = text(desk).evaluate(HAND_OVER, {"event": event, "names": names, "text": words})
        return taken

    # Word processors put a picture of the words beside the words.
    assert not take("paste", ["words.png"], "A sentence.")
    assert not take("dragover", [], "A sentence.")
    expect(dialog(desk)).to_be_hidden()
    # Otherwise the browser would open the file in the place of the page.
    assert take("drop", ["study.pdf"])

    expect(dialog(desk).get_by_role("alert")).to_have_text("Only pictures can be added here.")
    expect(rows(desk)).to_have_count(0)


def test_where_no_format_is_known_by_its_suffix_only_the_type_counts(desk: Page) -> None:
    desk.locator("[data-picture-dialog]").evaluate("dialog => { dialog.dataset.suffixes = '' }")

    text(desk).evaluate(HAND_OVER, {"event": "drop", "names": ["study.pdf"]})

    expect(dialog(desk).get_by_role("alert")).to_have_text("Only pictures can be added here.")
    expect(rows(desk)).to_have_count(0)
