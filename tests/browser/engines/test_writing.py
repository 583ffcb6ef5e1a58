"""Keys, buttons and lists of choices in Firefox and WebKit, with each browser's own undo."""

import pytest

from tests.browser.engines.engine import SECONDS
from tests.browser.engines.field import EngineField
from tests.waiting import waited_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_marks_and_lists_are_written_and_each_is_one_step_to_undo(field: EngineField) -> None:
    assert field.set("one tw|o three").press("Control+b").comes_to_show("one **[[two]]** three")
    assert field.undo().text == "one two three"
    assert field.set("one [[two]] three").press("Control+i").comes_to_show("one *[[two]]* three")
    assert field.undo().text == "one two three"
    assert field.redo().text == "one *two* three"
    assert field.set("one [[two]] three").tool("bold").text == "one **two** three"
    assert field.tool("undo").text == "one two three"
    assert field.tool("redo").text == "one **two** three"
    assert field.set("- one|").press("Enter").type("two").text == "- one\n- two"
    assert field.press("Control+]").text == "- one\n  - two"
    assert field.press("Control+[", "Enter").press("Enter").text == "- one\n- two\n"
    assert field.set("9. one|").press("Enter").type("two").text == "9. one\n10. two"
    assert field.set("> one|").press("Enter").type("two").text == "> one\n> two"
    assert field.set("- one|").press("Shift+Enter").type("x").text == "- one\nx"


def test_choices_open_while_typing(field: EngineField) -> None:
    field.set("|").type("/")
    assert field.choices[0] == "Heading"
    assert field.type("head").press("Enter").type("Why?").text == "## Why?"
    assert field.set("|").type("/").press("Escape").type("x").text == "/x"
    assert field.choices == []
    field.set("A claim|").type("[^")
    # The library is asked for when it is needed first.
    assert waited_for(lambda: len(field.choices) == 2, seconds=SECONDS)
    assert field.choices == ["Smith J (2020)", "Add a reference…"]
    assert field.press("Enter").text == "A claim[^smith2020]"
    field.set("see [[dogs]] now").press("Control+k").type("dig")
    assert field.choices == ["Why do dogs dig?"]
    assert field.press("Enter").text == "see [dogs](article:why-do-dogs-dig) now"
    assert field.set("|").type("term:rem").press("Enter").text == "[REM sleep](term:rem-sleep)"
    field.set("|").type("/").press("Tab")
    assert field.choices == []
    assert field.engine.run("return document.activeElement.id") != "id_body"


def test_words_are_found_and_replaced_in_one_step(field: EngineField) -> None:
    field.set("Cat, cat and cat.|").press("Control+h").type("cat")
    assert field.engine.comes_true(
        "return document.querySelector('[data-find-count]').textContent === '3 places'"
    )
    field.engine.click("[data-find-case]")
    field.engine.click("[data-find-by]")
    field.type("dog")

    field.engine.click("[data-find-replace-all]")

    assert field.text == "Cat, dog and dog."
    assert field.press("Escape").undo().text == "Cat, cat and cat."
