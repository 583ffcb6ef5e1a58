"""Suggestions under the search box, by keyboard, by touch and for those who listen."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.barriers import violations
from tests.browser.conftest import DESKTOP, PHONE, Complaints, NewPage
from tests.browser.page_types import SCRATCH

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SUGGESTIONS = "/search/suggestions/"
# As long as the script waits for another letter.
PAUSE_MS = 150


def questions_to_server(page: Page) -> list[str]:
    asked: list[str] = []

    def note(request: Request) -> None:
        if SUGGESTIONS in request.url:
            asked.append(request.url.partition("?q=")[2])

    page.on("request", note)
    return asked


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_whole_way_by_keyboard(
    site: str, new_page: NewPage, complaints: Complaints, viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport)
    page.goto(site)
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")

    box.press_sequentially("kick their back")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="2 suggestions")).to_have_count(1)
    assert violations(page) == []

    box.press("ArrowDown")
    first = options.first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(first.get_attribute("id")))
    expect(box).to_be_focused()
    box.press("ArrowUp")
    expect(first).to_have_attribute("aria-selected", "false")
    expect(box).to_have_value("kick their back")

    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(f"**{SCRATCH}")
    assert complaints == []


def test_escape_closes_the_list_and_keeps_what_was_typed(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=DESKTOP)
    page.goto(f"{site}/search/")
    box = page.get_by_role("combobox")

    box.press_sequentially("purr")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("purr")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_without_a_choice_enter_searches_for_what_was_typed(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=DESKTOP)
    page.goto(site)
    box = page.get_by_role("combobox")

    box.press_sequentially("purr")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")

    page.wait_for_url("**/search/?q=purr")


def test_quick_typing_asks_once(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=DESKTOP)
    page.clock.install()
    page.goto(site)
    asked = questions_to_server(page)
    box = page.get_by_role("combobox")
    # No letter comes late, however busy the machine is.
    page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))

    box.press_sequentially("kneading")
    page.clock.run_for(PAUSE_MS)
    expect(page.get_by_role("option").first).to_be_visible()

    assert asked == ["kneading"]


def test_an_answer_that_comes_too_late_is_not_shown(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=DESKTOP)
    page.goto(site)
    box = page.get_by_role("combobox")
    page.route(f"**{SUGGESTIONS}?q=purr", lambda route: None)

    with page.expect_request(f"**{SUGGESTIONS}?q=purr"):
        box.press_sequentially("purr")
    box.fill("whiskers")

    expect(page.get_by_role("option").first).to_contain_text("hiskers")


def test_a_server_that_fails_leaves_an_ordinary_box(
    site: str, new_page: NewPage, complaints: Complaints
) -> None:
    page = new_page(viewport=DESKTOP)
    page.goto(site)
    page.route(f"**{SUGGESTIONS}*", lambda route: route.abort())
    box = page.get_by_role("combobox")

    with page.expect_event("requestfailed"):
        box.press_sequentially("purr")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press("Enter")

    page.wait_for_url("**/search/?q=purr")


def test_a_tap_opens_the_page_that_was_tapped(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=PHONE, has_touch=True)
    page.goto(f"{site}/emergency/")
    page.get_by_role("banner").locator("summary").filter(has_text="Search").tap()
    box = page.get_by_role("banner").get_by_role("combobox")
    box.press_sequentially("scratch reflex")
    option = page.get_by_role("option", name="Scratch reflex").first
    expect(option).to_be_in_viewport(ratio=1)
    assert option.evaluate("element => element.getBoundingClientRect().height") >= 44
    option.tap()

    page.wait_for_url(f"**{SCRATCH}")


def test_a_click_into_the_empty_box_offers_something_to_read(site: str, new_page: NewPage) -> None:
    page = new_page(viewport=DESKTOP)
    page.goto(site)

    page.get_by_role("combobox").click()

    expect(page.get_by_role("option")).to_have_count(8)
    page.get_by_role("heading").first.click()
    expect(page.get_by_role("listbox")).to_be_hidden()
