"""What is pasted from other programs keeps its form, and nothing of it runs.

Each file in pastes/ is what a program puts on the clipboard; the .md beside it is what an editor expects.
"""

from pathlib import Path

import pytest

from tests.browser.conftest import Complaints
from tests.browser.editor.field import Field

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTES = sorted(Path(__file__).with_name("pastes").glob("*.html"))


def test_each_program_s_clipboard_becomes_markdown(field: Field, complaints: Complaints) -> None:
    wrong = {}
    for path in PASTES:
        field.set("|").paste(path.read_text())
        if field.text.strip() != path.with_suffix(".md").read_text().strip():
            wrong[path.stem] = field.text

    assert wrong == {}
    assert len(PASTES) == 26
    assert field.page.evaluate("globalThis.pasted") is None
    assert complaints == []


def test_a_paste_is_told_taken_back_in_one_step_and_left_to_the_browser_where_it_is_plain(
    field: Field,
) -> None:
    told = field.page.locator("[data-told]")

    assert field.set("before |after").paste("<h2>A</h2><p>b <img src='/x.png'></p>")
    assert field.text == "before \n\n## A\n\nb\n\nafter"
    assert "1 heading" in told.inner_text()
    assert "Left out: 1 picture" in told.inner_text()
    assert field.press("Control+z").text == "before after"
    assert field.set("see [[this page]] now").paste("", "https://example.org/?a=1&utm_source=x")
    assert field.text == "see [this page](https://example.org/?a=1) now"
    assert field.set("a |c").paste("<b>b</b>", "b ")
    assert field.text == "a **b** c"
    assert not field.set("|").paste("<div>only words</div>", "only words")
    assert not field.set("see |").paste("", "https://example.org/")
    assert field.set("|").paste("", "##\u00a0Heading\n-\u00a0item")
    assert field.text == "## Heading\n- item"
    # Ctrl+Shift+V asks for the words alone.
    field.set("|")
    field.page.keyboard.down("Control")
    field.page.keyboard.down("Shift")
    field.page.keyboard.down("KeyV")
    assert not field.paste("<h2>A</h2>", "A")
