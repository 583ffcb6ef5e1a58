"""Nothing typed in the editor is lost: two editors, a server that goes away, a login that ends."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from playwright.sync_api import Dialog, Page, Route, expect

from articles.models import Article, EditingSession
from tests.browser.barriers import violations
from tests.browser.conftest import Complaints, NewPage
from tests.browser.login import log_in
from tests.browser.page_types import SCRATCH
from tests.factories import EditorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AUTOSAVE = "**/autosave/"
SAVED = re.compile(r"^Saved at \d\d:\d\d:\d\d\.")
# A pause in the typing, the patience with a server that hangs, and a machine with other work.
SOON = 30_000

OpenDesk = Callable[..., Page]


@pytest.fixture
def article(site: str) -> Article:
    return Article.objects.get(slug=SCRATCH.split("/")[2])


def log_in_by_hand(page: Page, name: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()


@pytest.fixture
def open_desk(site: str, article: Article, new_page: NewPage) -> OpenDesk:
    """The article's form in a browser of its own, of the editor with that name."""

    def open_page(name: str = "mira") -> Page:
        editor = User.objects.filter(username=name).first()
        page = log_in(new_page(), editor or EditorFactory(username=name, first_name=name.capitalize()))
        page.goto(f"{site}/admin/articles/article/{article.pk}/change/")
        expect(page.locator("[data-autosave-status]")).to_have_text("What you type is saved as you go.")
        return page

    return open_page


@pytest.fixture
def desk(open_desk: OpenDesk) -> Page:
    return open_desk()


def says(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("[data-autosave-status]")).to_have_text(words, timeout=SOON)


def mentions(page: Page, words: str) -> None:
    expect(page.locator("[data-autosave-status]")).to_contain_text(words, timeout=SOON)


def reload(page: Page) -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()


def test_typing_is_saved_without_a_click(desk: Page, article: Article, complaints: Complaints) -> None:
    desk.locator("#id_body").press("Control+Home")
    desk.keyboard.type("Typed and never saved by hand. ")

    says(desk, SAVED)

    article.refresh_from_db()
    assert article.body.startswith("Typed and never saved by hand. ")
    assert article.history.filter(body__startswith="Typed").count() == 0
    assert complaints == []


def test_typing_without_a_pause_is_saved_all_the_same(desk: Page, article: Article) -> None:
    desk.locator("#id_standfirst").fill("")

    desk.locator("#id_standfirst").press_sequentially("no pause " * 16, delay=100, timeout=SOON)

    article.refresh_from_db()
    assert article.standfirst.startswith("no pause")


def test_saved_is_said_only_after_the_server_has_said_it(desk: Page) -> None:
    held: list[Route] = []
    desk.route(AUTOSAVE, lambda route: held.append(route))
    with desk.expect_request(AUTOSAVE):
        desk.locator("#id_title").fill("Why do dogs wait?")
    expect(desk.locator("[data-autosave-doing]")).to_have_text("Saving…")
    desk.wait_for_timeout(1500)
    expect(desk.locator("[data-autosave-status]")).to_have_text("")

    held[0].continue_()

    says(desk, SAVED)
    desk.locator("#id_title").press("End")
    desk.keyboard.type("?")
    expect(desk.locator("[data-autosave-status]")).to_have_text("")
    expect(desk.locator("[data-autosave-doing]")).to_have_text("Not saved yet")


def test_the_preview_hears_of_each_save(desk: Page) -> None:
    desk.evaluate("document.addEventListener('scratchpost:saved', () => document.title = 'heard')")

    desk.locator("#id_title").fill("Why do dogs wait?")

    expect(desk).to_have_title("heard", timeout=SOON)


def test_two_editors_choose_part_by_part(open_desk: OpenDesk, article: Article) -> None:
    mira, noor = open_desk("mira"), open_desk("noor")
    noor.locator("#id_title").fill("Noor's title?")
    noor.locator("#id_answer").fill("Noor's answer.")
    noor.get_by_role("button", name="Save and continue editing").first.click()
    expect(noor.get_by_text("was changed successfully")).to_be_visible()

    mira.locator("#id_title").fill("Mira's title?")
    mira.locator("#id_answer").fill("Mira's answer.")
    mira.locator("#id_standfirst").fill("Mira's standfirst.")
    mentions(mira, "Not saved. Noor changed this article at")
    assert violations(mira, ".autosave") == []
    mira.get_by_role("button", name="See both texts").click()

    title = mira.get_by_role("group", name="Title")
    answer = mira.get_by_role("group", name="In short")
    standfirst = mira.get_by_role("group", name="Standfirst")
    expect(title.get_by_text("Noor's title?")).to_be_visible()
    expect(title.get_by_text("Mira's title?")).to_be_visible()
    expect(standfirst.get_by_label("Keep mine")).to_be_checked()
    assert violations(mira, ".conflict-form") == []
    article.refresh_from_db()
    assert article.title == "Noor's title?"
    title.get_by_label("Keep what Noor saved").check()
    mira.get_by_role("button", name="Save what is chosen").click()
    # The browser asks for the choice that is missing; nothing was sent.
    expect(answer).to_be_visible()
    answer.get_by_label("Merge by hand").check()
    answer.get_by_text("The text to save instead").click()
    answer.get_by_role("textbox").fill("The answer of both.")
    mira.get_by_role("button", name="Save what is chosen").click()

    expect(mira.get_by_text("was changed successfully")).to_be_visible()
    article.refresh_from_db()
    assert (article.title, article.answer) == ("Noor's title?", "The answer of both.")
    assert article.standfirst == "Mira's standfirst."


def test_the_two_versions_need_no_script(
    open_desk: OpenDesk, site: str, article: Article, new_page: NewPage
) -> None:
    noor = open_desk("noor")
    EditorFactory(username="mira")
    mira = new_page(java_script_enabled=False)
    mira.goto(f"{site}/admin/articles/article/{article.pk}/change/")
    log_in_by_hand(mira, "mira")
    noor.locator("#id_title").fill("Noor's title?")
    says(noor, SAVED)

    mira.locator("#id_title").fill("Mira's title?")
    mira.get_by_role("button", name="Save", exact=True).first.click()
    mira.get_by_role("group", name="Title").get_by_label("Keep mine").check()
    mira.get_by_role("button", name="Save what is chosen").click()

    expect(mira.get_by_text("was changed successfully")).to_be_visible()
    article.refresh_from_db()
    assert article.title == "Mira's title?"


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


@contextmanager
def stopped(article: Article) -> Iterator[None]:
    """Every request that would change the article hangs, as on a database that is stuck."""
    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Article.objects.select_for_update().get(pk=article.pk)
            locked.set()
            done.wait()
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    locked.wait()
    try:
        yield
    finally:
        done.set()
        thread.join()


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


def test_text_that_a_save_lost_to_a_login_page_is_offered_back(desk: Page, article: Article) -> None:
    desk.route(AUTOSAVE, lambda route: route.abort())
    desk.locator("#id_standfirst").fill("Typed and then sent without a login.")
    cookies = [cookie for cookie in desk.context.cookies() if cookie["name"] != "sessionid"]
    desk.context.clear_cookies()
    desk.context.add_cookies(cookies)  # type: ignore[arg-type]  # as they came

    desk.get_by_role("button", name="Save and continue editing").first.click()
    log_in_by_hand(desk, "mira")

    notice = desk.get_by_role("region", name="Typed and not saved")
    expect(notice).to_contain_text("This browser kept what you typed at")
    notice.get_by_role("button", name="Put back what you typed").click()
    expect(desk.locator("#id_standfirst")).to_have_value("Typed and then sent without a login.")


def test_a_save_that_went_well_leaves_nothing_to_offer(desk: Page, article: Article) -> None:
    desk.route(AUTOSAVE, lambda route: route.abort())
    desk.locator("#id_standfirst").fill("Saved by hand.")
    desk.get_by_role("button", name="Save and continue editing").first.click()
    expect(desk.get_by_text("was changed successfully")).to_be_visible()
    Article.objects.filter(pk=article.pk).update(standfirst="Changed by somebody else.")

    desk.reload()

    expect(desk.locator("#id_standfirst")).to_have_value("Changed by somebody else.")
    expect(desk.get_by_role("region", name="Typed and not saved")).to_be_hidden()


def test_rows_that_no_save_took_are_put_back(desk: Page, article: Article) -> None:
    desk.locator("#references-group summary").click()
    count = int(desk.locator("#id_references-TOTAL_FORMS").input_value())
    desk.get_by_text("Add another Reference").click()
    desk.locator(f"#id_references-{count}-key").fill("new2024")
    desk.locator(f"#id_references-{count}-authors").fill("Autosave A")
    desk.locator("#id_references-0-title").fill("Another title of the first")
    mentions(desk, "Kept for your next Save: References.")

    desk.reload()
    notice = desk.get_by_role("region", name="Typed and not saved")
    expect(notice).to_contain_text("The server kept what you typed at")
    assert violations(desk, ".autosave-typed") == []
    notice.get_by_role("button", name="Put back what you typed").click()

    expect(desk.locator(f"#id_references-{count}-key")).to_have_value("new2024")
    expect(desk.locator(f"#id_references-{count}-authors")).to_have_value("Autosave A")
    expect(desk.locator("#id_references-0-title")).to_have_value("Another title of the first")
    assert int(desk.locator("#id_references-TOTAL_FORMS").input_value()) == count + 1
    desk.locator(f"#id_references-{count}-title").fill("Saved")
    desk.get_by_role("button", name="Save", exact=True).first.click()
    expect(desk.get_by_text("was changed successfully")).to_be_visible()
    assert article.references.get(key="new2024").authors == "Autosave A"


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


def test_put_back_over_anothers_change_shows_both_texts(open_desk: OpenDesk, article: Article) -> None:
    mira, noor = open_desk("mira"), open_desk("noor")
    mira.route(AUTOSAVE, lambda route: route.abort())
    mira.locator("#id_standfirst").fill("Mira's, in a tunnel.")
    noor.locator("#id_standfirst").fill("Noor's meanwhile.")
    says(noor, SAVED)
    reload(mira)
    mira.unroute(AUTOSAVE)
    notice = mira.get_by_role("region", name="Typed and not saved")
    expect(notice).to_contain_text("The article was changed since then")

    notice.get_by_role("button", name="Put back what you typed").click()

    mentions(mira, "Noor changed this article at")
    article.refresh_from_db()
    assert article.standfirst == "Noor's meanwhile."
    mira.get_by_role("button", name="See both texts").click()
    part = mira.get_by_role("group", name="Standfirst")
    expect(part.get_by_text("Mira's, in a tunnel.").first).to_be_visible()
    expect(part.get_by_text("Noor's meanwhile.").first).to_be_visible()


def test_a_change_of_a_select_is_saved(desk: Page, article: Article) -> None:
    desk.locator("#id_urgency").select_option("emergency")

    says(desk, SAVED)

    article.refresh_from_db()
    assert article.urgency == "emergency"


def test_leaving_is_asked_about_only_while_something_is_not_saved(desk: Page, site: str) -> None:
    asked: list[str] = []

    def go(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    desk.on("dialog", go)
    desk.locator("#id_title").press("End")
    desk.keyboard.type("?")
    says(desk, SAVED)
    desk.goto(f"{site}/admin/")
    assert asked == []

    desk.go_back()
    desk.route(AUTOSAVE, lambda route: route.abort())
    desk.locator("#id_title").press("End")
    desk.keyboard.type("!")
    desk.goto(f"{site}/admin/")

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


def test_the_others_and_the_persons_own_windows_are_named(
    open_desk: OpenDesk, site: str, article: Article
) -> None:
    mira = open_desk("mira")
    noor = open_desk("noor")
    expect(noor.get_by_text("Also being edited by Mira.")).to_be_visible()

    second = noor.context.new_page()
    second.goto(noor.url)

    own = "You have this article open in another window too."
    expect(second.get_by_text(own)).to_be_visible()
    expect(noor.get_by_text(own)).to_be_visible()
    second.close()
    expect(noor.get_by_text(own)).to_be_hidden()
    expect(mira.get_by_text(own)).to_be_hidden()
    assert EditingSession.objects.filter(article=article).count() == 2


def test_the_line_stays_in_sight_and_hides_no_field(desk: Page) -> None:
    line = desk.locator("[data-autosave]")
    desk.locator("#id_why").scroll_into_view_if_needed()

    expect(line).to_be_in_viewport()
    desk.locator("#id_answer").focus()
    box, field = line.bounding_box(), desk.locator("#id_answer").bounding_box()
    assert box is not None
    assert field is not None
    assert field["y"] >= box["y"] + box["height"]
