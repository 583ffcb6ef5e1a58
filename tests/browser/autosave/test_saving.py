"""What an editor types is saved as they go, and the form says so."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from articles.models import Article
from tests.browser.autosave.form import AUTOSAVE, SAVED, SOON, says, without_a_pause
from tests.browser.conftest import Complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_typed_or_chosen_is_saved_without_a_click(
    desk: Page, article: Article, complaints: Complaints
) -> None:
    desk.evaluate("document.addEventListener('scratchpost:saved', () => document.title = 'heard')")
    desk.locator("#id_body").press("Control+Home")
    desk.keyboard.type("Typed and never saved by hand. ")

    says(desk, SAVED)

    article.refresh_from_db()
    assert article.body.startswith("Typed and never saved by hand. ")
    assert article.history.filter(body__startswith="Typed").count() == 0
    # The preview hears of each save.
    expect(desk).to_have_title("heard", timeout=SOON)

    desk.locator("[data-autosave-status]").evaluate("line => { line.textContent = '' }")
    desk.get_by_role("tab", name="Settings").click()
    desk.get_by_text("Vet now").click()
    says(desk, SAVED)
    article.refresh_from_db()
    assert article.urgency == "emergency"
    assert complaints == []


def test_what_is_typed_before_the_scripts_are_there_is_saved(desk: Page, article: Article) -> None:
    held: list[Route] = []
    desk.route("**/desk/write*.js", lambda route: held.append(route))
    address = desk.url
    desk.goto("about:blank")
    desk.goto(address, wait_until="commit")
    desk.locator("#id_standfirst").fill("Typed at once.")

    with desk.expect_response(AUTOSAVE):
        held[0].continue_()

    says(desk, SAVED)
    article.refresh_from_db()
    assert article.standfirst == "Typed at once."


def test_typing_without_a_pause_is_saved_all_the_same(desk: Page, article: Article) -> None:
    desk.clock.install()
    desk.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    desk.locator("#id_standfirst").fill("")

    # The script waits for three seconds without a key, which never come.
    with without_a_pause(desk), desk.expect_response(AUTOSAVE):
        for letter in "no pause at all":
            desk.keyboard.type(letter)
            desk.clock.run_for(1_000)

    article.refresh_from_db()
    assert article.standfirst.startswith("no pause")


def test_saved_is_said_only_after_the_server_has_said_it(desk: Page) -> None:
    held: list[Route] = []
    desk.route(AUTOSAVE, lambda route: held.append(route))
    with desk.expect_request(AUTOSAVE):
        desk.locator("#id_title").fill("Why do dogs wait?")
    expect(desk.locator("[data-autosave-doing]")).to_have_text("Saving…")
    desk.wait_for_timeout(300)
    expect(desk.locator("[data-autosave-status]")).to_have_text("")

    held[0].continue_()

    says(desk, SAVED)
    with without_a_pause(desk):
        desk.locator("#id_title").press("End")
        desk.keyboard.type("?")
    expect(desk.locator("[data-autosave-status]")).to_have_text("")
    expect(desk.locator("[data-autosave-doing]")).to_have_text("Not saved yet")


def test_leaving_is_asked_about_only_while_something_is_not_saved(desk: Page, server: str) -> None:
    asked: list[str] = []

    def go(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    desk.on("dialog", go)
    desk.locator("#id_title").press("End")
    desk.keyboard.type("?")
    says(desk, SAVED)
    desk.goto(f"{server}/admin/")
    assert asked == []

    desk.go_back()
    desk.route(AUTOSAVE, lambda route: route.abort())
    desk.locator("#id_title").press("End")
    desk.keyboard.type("!")
    desk.goto(f"{server}/admin/")

    assert asked == ["beforeunload"]


def test_tab_and_undo_work_as_everywhere(desk: Page) -> None:
    text = desk.locator("#id_body")
    before = text.input_value()
    text.press("Control+Home")
    desk.keyboard.type("Typed")
    says(desk, SAVED)

    expect(text).to_be_focused()
    for _ in "Typed":
        text.press("Control+z")
    assert text.input_value() == before
    desk.locator("#id_title").focus()
    desk.keyboard.press("Shift+Tab")
    desk.keyboard.press("Tab")
    expect(desk.locator("#id_title")).to_be_focused()


def test_the_line_stays_in_sight_and_hides_no_field(desk: Page) -> None:
    line = desk.locator("[data-saved]")
    desk.locator("#id_body").evaluate("field => field.scrollIntoView({ block: 'end' })")

    expect(line).to_be_in_viewport()
    # As a browser does with a field that is reached from below, and with the target of a link.
    desk.locator("#id_answer").evaluate("field => field.scrollIntoView({ block: 'start' })")
    box, field = line.bounding_box(), desk.locator("#id_answer").bounding_box()
    assert box is not None
    assert field is not None
    assert field["y"] >= box["y"] + box["height"]
