"""What other programs put on the clipboard, pasted in Firefox and WebKit."""

import json

import pytest

from tests.browser.editor.test_pasting import PASTES
from tests.browser.engines.field import EngineField
from tests.waiting import waited_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECONDS_FOR_A_PASTE = 5
# Written as a page may, with the types that other programs write.
ON_CLIPBOARD = """
const blob = (type, words) => new Blob([words], { type });
const types = { "text/html": blob("text/html", %s), "text/plain": blob("text/plain", "words") };
await navigator.clipboard.write([new ClipboardItem(types)]);
"""


def test_each_program_s_clipboard_becomes_markdown(field: EngineField) -> None:
    wrong = {}
    for path in PASTES:
        field.set("|").paste(path.read_text())
        if field.text.strip() != path.with_suffix(".md").read_text().strip():
            wrong[path.stem] = field.text

    assert wrong == {}
    assert field.set("see [[this page]] now").paste("", "https://example.org/?a=1&utm_source=x")
    assert field.text == "see [this page](https://example.org/?a=1) now"
    assert field.undo().text == "see this page now"


def test_the_browser_s_own_clipboard_is_pasted_with_its_key(field: EngineField) -> None:
    if field.engine.name != "firefox":
        pytest.skip("WebKit's small browser lets no script write to the clipboard")
    wrong = {}
    for path in PASTES:
        field.set("|")
        field.engine.run(ON_CLIPBOARD % json.dumps(path.read_text()))
        field.press("Control+v")
        expected = path.with_suffix(".md").read_text().strip()
        if not shows(field, expected):
            wrong[path.stem] = field.text

    assert wrong == {}
    assert field.undo().text == ""


def shows(field: EngineField, expected: str) -> bool:
    return waited_for(lambda: field.text.strip() == expected, seconds=SECONDS_FOR_A_PASTE)
