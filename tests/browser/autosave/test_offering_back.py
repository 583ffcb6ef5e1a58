"""Text that no save has taken is kept in the browser and offered back."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.browser.autosave.form import AUTOSAVE, SAVED, log_in_by_hand, mentions, reload, save_whole, says
from tests.browser.barriers import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_without_a_connection_the_text_is_offered_back_after_a_reload(desk: Page, article: Article) -> None:
    desk.locator("#id_title").fill("Why do dogs save?")
    says(desk, SAVED)
    desk.context.set_offline(True)
    desk.locator("#id_standfirst").fill("Typed in a tunnel.")
    says(desk, re.compile(r"^Not saved since [0-9:]{8}: no connection. A copy is kept in this browser.$"))
    # It would try again by itself: this page is left before it can.
    desk.route(AUTOSAVE, lambda route: route.abort())
    desk.context.set_offline(False)

    reload(desk)
    notice = desk.get_by_role("region", name="Typed and not saved")
    expect(notice).to_contain_text("This browser kept what you typed at")
    expect(desk.locator("#id_standfirst")).not_to_have_value("Typed in a tunnel.")
    desk.unroute(AUTOSAVE)
    notice.get_by_role("button", name="Put back what you typed").click()

    expect(desk.locator("#id_standfirst")).to_have_value("Typed in a tunnel.")
    expect(notice).to_be_hidden()
    says(desk, SAVED)
    article.refresh_from_db()
    assert article.standfirst == "Typed in a tunnel."
    reload(desk)
    expect(desk.get_by_role("region", name="Typed and not saved")).to_be_hidden()


def test_text_that_was_saved_without_a_login_is_given_back_and_sent_again(
    desk: Page, article: Article
) -> None:
    desk.route(AUTOSAVE, lambda route: route.abort())
    desk.locator("#id_standfirst").fill("Typed and then sent without a login.")
    cookies = [cookie for cookie in desk.context.cookies() if cookie["name"] != "sessionid"]
    desk.context.clear_cookies()
    desk.context.add_cookies(cookies)  # type: ignore[arg-type]  # as they came

    save_whole(desk)
    expect(desk.get_by_role("textbox", name="Standfirst")).to_have_value(
        "Typed and then sent without a login."
    )
    with desk.context.expect_page() as opened:
        desk.get_by_role("link", name="Log in").click()
    log_in_by_hand(opened.value, "mira")
    expect(opened.value.get_by_role("button", name=": account")).to_be_visible()
    for _ in ("with the token of before the login", "with a new one"):
        desk.get_by_role("button", name="Send it again").click()

    expect(desk.locator("#id_standfirst")).to_have_value("Typed and then sent without a login.")
    article.refresh_from_db()
    assert article.standfirst == "Typed and then sent without a login."


def test_a_save_that_went_well_leaves_nothing_to_offer(desk: Page, article: Article) -> None:
    desk.route(AUTOSAVE, lambda route: route.abort())
    desk.locator("#id_standfirst").fill("Saved by hand.")
    save_whole(desk)
    Article.objects.filter(pk=article.pk).update(standfirst="Changed by somebody else.")

    desk.reload()

    expect(desk.locator("#id_standfirst")).to_have_value("Changed by somebody else.")
    expect(desk.get_by_role("region", name="Typed and not saved")).to_be_hidden()


def test_rows_that_no_save_took_are_put_back(desk: Page, article: Article) -> None:
    desk.get_by_role("tab", name="References").click()
    count = int(desk.locator("#id_references-TOTAL_FORMS").input_value())
    desk.get_by_role("button", name="Write it myself").click()
    desk.locator(f"#id_references-{count}-year").fill("2024")
    desk.locator(f"#id_references-{count}-authors").fill("Autosave A")
    desk.locator("[data-row]:has(#id_references-0-title) summary").click()
    desk.locator("#id_references-0-title").fill("Another title of the first")
    mentions(desk, "Kept for your next Save (Ctrl+S): References.")

    desk.reload()
    notice = desk.get_by_role("region", name="Typed and not saved")
    expect(notice).to_contain_text("The server kept what you typed at")
    assert violations(desk, ".autosave-typed") == []
    notice.get_by_role("button", name="Put back what you typed").click()

    expect(desk.locator(f"#id_references-{count}-year")).to_have_value("2024")
    expect(desk.locator(f"#id_references-{count}-authors")).to_have_value("Autosave A")
    expect(desk.locator("#id_references-0-title")).to_have_value("Another title of the first")
    assert int(desk.locator("#id_references-TOTAL_FORMS").input_value()) == count + 1
    desk.locator(f"#id_references-{count}-title").fill("Saved")
    save_whole(desk)
    assert article.references.get(key="autosave2024").authors == "Autosave A"


def test_what_is_not_wanted_back_is_discarded(desk: Page, article: Article) -> None:
    desk.locator("#id_title").fill("")
    mentions(desk, "Title: This field is required.")
    desk.reload()
    notice = desk.get_by_role("region", name="Typed and not saved")

    with desk.expect_response("**/typed/"):
        notice.get_by_role("button", name="Discard it").click()

    expect(notice).to_be_hidden()
    desk.reload()
    expect(desk.get_by_role("region", name="Typed and not saved")).to_be_hidden()
    expect(desk.locator("#id_title")).to_have_value(article.title)
