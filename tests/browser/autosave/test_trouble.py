"""A server that fails or hangs, and a login that ends: nothing typed is lost."""

import pytest
from playwright.sync_api import Page, Route, expect

from articles.models import Article
from tests.browser.autosave.form import AUTOSAVE, SAVED, log_in_by_hand, mentions, says, stopped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("trouble", ["abort", "500", "words"])
def test_a_server_that_fails_is_asked_again_until_it_has_the_text(
    trouble: str, desk: Page, article: Article
) -> None:
    answers = {"500": {"status": 500, "body": "<h1>Oh</h1>"}, "words": {"status": 502, "body": "Bad gateway"}}

    def fail(route: Route) -> None:
        if trouble == "abort":
            route.abort()
        else:
            route.fulfill(**answers[trouble])  # type: ignore[arg-type]  # checked by Playwright

    desk.route(AUTOSAVE, fail)
    desk.locator("#id_standfirst").fill("Typed while it was down.")
    says(desk, "Not saved: no connection. A copy is kept in this browser.")
    desk.unroute(AUTOSAVE)

    says(desk, SAVED)
    article.refresh_from_db()
    assert article.standfirst == "Typed while it was down."


def test_a_server_that_hangs_mid_edit_ends_with_the_newest_words(desk: Page, article: Article) -> None:
    with stopped(article):
        desk.locator("#id_standfirst").fill("Typed before it hung.")
        says(desk, "Not saved: no connection. A copy is kept in this browser.")
        desk.locator("#id_standfirst").fill("Typed while it hung.")
        copy = desk.evaluate(
            "Object.keys(localStorage).filter(key => key.startsWith('scratchpost.typed.'))"
            ".map(key => localStorage.getItem(key)).join()"
        )
        assert "Typed while it hung." in copy

    says(desk, SAVED)
    article.refresh_from_db()
    assert article.standfirst == "Typed while it hung."


def test_a_login_that_ended_is_said_and_one_in_another_window_goes_on(
    desk: Page, site: str, article: Article
) -> None:
    desk.context.clear_cookies()
    desk.locator("#id_standfirst").fill("Typed without a login.")
    mentions(desk, "your login ended. Log in in another window")
    mentions(desk, "A copy is kept in this browser.")

    window = desk.context.new_page()
    window.goto(f"{site}/admin/login/")
    log_in_by_hand(window, "mira")
    expect(window.get_by_role("button", name="Log out")).to_be_visible()
    window.close()

    says(desk, SAVED)
    article.refresh_from_db()
    assert article.standfirst == "Typed without a login."
    desk.get_by_role("button", name="Save", exact=True).first.click()
    expect(desk.get_by_text("was changed successfully")).to_be_visible()
