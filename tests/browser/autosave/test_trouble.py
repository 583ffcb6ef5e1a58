"""A server that fails or hangs, and a login that ends: nothing typed is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from articles.models import Article
from tests.browser.autosave.form import AUTOSAVE, SAVED, log_in_by_hand, mentions, save_whole, says, stopped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOT_SAVED = re.compile(r"^Not saved( since [0-9:]{8})?: no connection\. A copy is kept in this browser\.$")


def test_a_server_that_fails_is_asked_again_until_it_has_the_text(desk: Page, article: Article) -> None:
    troubles: dict[str, Callable[[Route], None]] = {
        "a line that breaks": lambda route: route.abort(),
        "an error": lambda route: route.fulfill(status=500, body="<h1>Oh</h1>"),
        "words of a proxy": lambda route: route.fulfill(status=502, body="Bad gateway"),
    }

    for trouble, fail in troubles.items():
        desk.route(AUTOSAVE, fail)
        desk.locator("#id_standfirst").fill(f"Typed over {trouble}.")
        says(desk, NOT_SAVED, trouble)
        desk.unroute(AUTOSAVE)

        says(desk, SAVED, trouble)
        article.refresh_from_db()
        assert article.standfirst == f"Typed over {trouble}."


def test_a_server_that_hangs_mid_edit_ends_with_the_newest_words(desk: Page, article: Article) -> None:
    with stopped(article):
        desk.evaluate("window.isImpatient = true")
        desk.locator("#id_standfirst").fill("Typed before it hung.")
        says(desk, "Not saved: no connection. A copy is kept in this browser.")
        desk.locator("#id_standfirst").fill("Typed while it hung.")
        # What was typed in the last moment is kept when the window is left.
        copy = desk.evaluate(
            "dispatchEvent(new Event('pagehide')),"
            "Object.keys(localStorage).filter(key => key.startsWith('scratchpost.typed.'))"
            ".map(key => localStorage.getItem(key)).join()"
        )
        assert "Typed while it hung." in copy
        desk.evaluate("window.isImpatient = false")

    says(desk, SAVED)
    article.refresh_from_db()
    assert article.standfirst == "Typed while it hung."


def test_a_login_that_ended_is_said_and_one_in_another_window_goes_on(
    desk: Page, server: str, article: Article
) -> None:
    desk.context.clear_cookies()
    desk.locator("#id_standfirst").fill("Typed without a login.")
    mentions(desk, "your login ended. Log in in another window")
    mentions(desk, "A copy is kept in this browser.")

    window = desk.context.new_page()
    window.goto(f"{server}/admin/login/")
    log_in_by_hand(window, "mira")
    expect(window.get_by_role("button", name=": account")).to_be_visible()
    window.close()

    says(desk, SAVED)
    article.refresh_from_db()
    assert article.standfirst == "Typed without a login."
    save_whole(desk, "_save")
    expect(desk.get_by_text("was changed successfully")).to_be_visible()
