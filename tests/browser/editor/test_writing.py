"""The toolbar, the keys and the lists: what they write, that Ctrl+Z takes it back, that Tab moves on."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Complaints
from tests.browser.editor.field import Field

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_keys_and_buttons_write_and_each_is_one_step_to_undo(field: Field, complaints: Complaints) -> None:
    assert field.set("one tw|o three").press("Control+b").shown == "one **[[two]]** three"
    assert field.press("Control+z").text == "one two three"
    assert field.press("Control+y").text == "one **two** three"
    assert field.set("- one|").press("Enter").type("two").text == "- one\n- two"
    assert field.press("Control+]").text == "- one\n  - two"
    assert field.set("- one|").press("Shift+Enter").type("x").text == "- one\nx"
    field.set("Why?|").tool("Heading")
    assert field.text == "## Why?"
    field.set("[[one\ntwo]]").tool("Numbered list")
    assert field.text == "1. one\n2. two"
    field.tool("Undo")
    assert field.text == "one\ntwo"
    # A no-break space behind a mark, as some keyboards write it.
    assert field.set("##|").type("\u00a0Why").text == "## Why"
    before = field.set("- one|").text
    assert field.press("Tab").text == before
    assert field.page.evaluate("document.activeElement.id") != "id_body"
    assert complaints == []


def test_the_toolbar_is_one_stop_with_arrow_keys_within(field: Field) -> None:
    page = field.page
    page.get_by_role("button", name="Bold", exact=True).focus()

    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Italic", exact=True)).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Sections")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="What happens")).to_be_focused()
    page.keyboard.press("Enter")
    assert field.shown.startswith("## What happens|\n")
    assert page.locator(".toolbar > [tabindex='0']").count() == 1


def test_lists_open_while_typing_and_tell_screen_readers(field: Field) -> None:
    field.set("|").type("/")
    assert field.choices[0] == "Heading"
    expect(field.page.locator("#id_body")).to_have_attribute("aria-activedescendant", "popup-1-0")
    assert "choices" in field.page.locator("[data-choices-status]").inner_text()
    assert field.type("head").press("Enter").type("Why?").text == "## Why?"
    assert field.set("|").type("/").press("Escape").type("x").text == "/x"
    assert field.choices == []
    field.set("A claim|").tool("Cite")
    assert field.choices == ["Smith J (2020)", "Add a reference…"]
    assert field.press("Enter").text == "A claim[^smith2020]"
    field.set("A claim|.").tool("Cite")
    assert field.press("Escape").text == "A claim."
    field.set("see [[dogs]] now").press("Control+k").type("dig")
    assert field.choices == ["Why do dogs dig?"]
    assert field.press("Enter").text == "see [dogs](article:why-do-dogs-dig) now"
    assert field.set("|").type("term:rem").press("Enter").text == "[REM sleep](term:rem-sleep)"
    # Tab closes the list and moves on.
    field.set("|").type("/").press("Tab")
    assert field.choices == []
    assert field.page.evaluate("document.activeElement.id") != "id_body"


def test_while_an_input_method_composes_no_key_is_taken(field: Field) -> None:
    field.set("- one|")
    taken = field.page.evaluate(
        """() => ["Enter", "b"].filter((key) => {
          const about = { key, ctrlKey: key === "b", isComposing: true, bubbles: true, cancelable: true };
          return !document.querySelector("#id_body").dispatchEvent(new KeyboardEvent("keydown", about));
        })"""
    )

    assert taken == []


def test_a_block_is_written_in_its_form_and_changed_there(field: Field) -> None:
    page = field.page
    field.set("Words.|").page.get_by_role("button", name="Block").click()
    page.get_by_role("button", name="Care card: the same day").click()
    form = page.get_by_role("dialog", name="Care card")
    form.get_by_role("button", name="Put it in").click()
    expect(form.get_by_role("alert")).to_have_text("Name a sign.")
    form.get_by_label("The signs, one to a line").fill("One sign\nAnother")
    form.get_by_role("button", name="Put it in").click()
    card = "::: care same-day Phone your vet today\n- One sign\n- Another\n:::"
    # What is typed next stands behind it, so the caret goes back into the card to change it.
    assert field.text == f"Words.\n\n{card}\n\n"
    for _ in range(3):
        page.keyboard.press("ArrowUp")

    page.get_by_role("button", name="Block").click()
    page.get_by_role("button", name="Change this care card…").click()
    form.get_by_label("How soon a vet should see it").select_option("Now")
    form.get_by_role("button", name="Change it").click()

    assert "::: care now Phone a vet and set off\n- One sign" in field.text
    assert field.press("Control+z").text == f"Words.\n\n{card}\n\n"
    field.set("|").tool("Table")
    table = page.get_by_role("dialog", name="Table")
    page.keyboard.type("Sign")
    for words in ("When", "Itch", "Soon | later"):
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    table.get_by_role("button", name="Put it in").click()
    assert field.text == "| Sign | When |\n| --- | --- |\n| Itch | Soon \\| later |\n\n"


def test_words_are_found_and_replaced_in_one_step(field: Field) -> None:
    page = field.page
    field.set("Cat, cat and cat.|").press("Control+h")
    search = page.get_by_role("search", name="Find and replace in the text")
    page.keyboard.type("cat")
    expect(search.get_by_role("status")).to_have_text("3 places")
    search.get_by_label("Capitals count").check()
    search.get_by_label("Replace by").fill("dog")

    search.get_by_role("button", name="Replace all").click()

    assert field.text == "Cat, dog and dog."
    page.keyboard.press("Escape")
    assert field.press("Control+z").text == "Cat, cat and cat."


def test_findings_stand_beside_their_line_and_lead_there(field: Field) -> None:
    page = field.page
    field.set("## One\n\nA claim.[^nobody]\n|")

    page.get_by_role("button", name="There is no reference with the key “nobody”.").first.click()

    assert field.shown == "## One\n\nA claim.[^[[nobody]]]\n"


def test_the_copy_breaks_its_lines_like_the_field_or_switches_itself_off(field: Field) -> None:
    page = field.page
    field.set("|")
    page.evaluate(
        "text => document.execCommand('insertText', false, text)",
        "## A heading\n\n" + "Some **bold words**, *slanted ones*, [a link](https://example.org/). " * 8,
    )
    for width in (390, 900, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function("document.querySelector('[data-markdown-editor]').dataset.copy === 'alike'")

    # As a style of the reader's own might.
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(".m-bold { font-size: 2em }");
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    field.press("Control+End").type(" ")

    expect(page.locator("[data-markdown-editor]")).to_have_attribute("data-copy", "off")
    expect(page.locator("[data-mirror]")).to_be_hidden()


def test_the_tools_and_the_row_that_finds_stay_in_sight_on_a_long_text(field: Field) -> None:
    page = field.page
    field.set("\n\n".join(f"The cat sleeps, {count} times." for count in range(80)) + "|")
    page.mouse.move(300, 500)
    page.mouse.wheel(0, 2_000)

    bar = page.locator("[data-bar]").bounding_box()
    tools = page.get_by_role("toolbar", name="Text")
    expect(tools).to_be_in_viewport(ratio=1)
    box = tools.bounding_box()
    assert bar is not None
    assert box is not None
    assert box["y"] >= bar["y"] + bar["height"] - 1

    page.locator("#id_body").press("Control+h")
    page.keyboard.type("cat")
    for _ in range(60):
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Replace", exact=True)).to_be_in_viewport(ratio=1)
