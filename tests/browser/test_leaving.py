"""Whoever leaves a form of the desk with changes that are not saved is asked first."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.login import log_in
from tests.factories import EditorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(server: str, new_page: NewPage) -> Page:
    page = log_in(new_page(), EditorFactory())
    page.goto(f"{server}/admin/articles/synonym/add/")
    expect(page.locator("#content-main form")).to_be_visible()
    return page


def test_leaving_a_changed_form_asks_and_an_untouched_or_a_sent_one_does_not(desk: Page, server: str) -> None:
    asked: list[str] = []

    def go(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    desk.on("dialog", go)
    add = desk.url
    desk.goto(f"{server}/admin/")
    assert asked == []

    desk.goto(add)
    desk.locator("#content-main textarea, #content-main input[type=text]").first.fill("pup")
    desk.get_by_role("button", name="Save", exact=True).first.click()
    expect(desk.locator(".errornote, .desk-messages").first).to_be_visible()
    assert asked == []

    desk.goto(add)
    desk.locator("#content-main textarea, #content-main input[type=text]").first.fill("pup")
    desk.goto(f"{server}/admin/")
    assert asked == ["beforeunload"]
