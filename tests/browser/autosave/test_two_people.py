"""Two editors at one article: nobody's words are overwritten."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, EditingSession
from tests.browser.autosave.form import (
    AUTOSAVE,
    SAVED,
    OpenDesk,
    log_in_by_hand,
    mentions,
    reload,
    save_whole,
    says,
    without_a_pause,
)
from tests.browser.barriers import violations
from tests.browser.conftest import NewPage
from tests.factories import EditorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_editors_choose_place_by_place(open_desk: OpenDesk, article: Article) -> None:
    mira, noor = open_desk("mira"), open_desk("noor")
    with without_a_pause(noor):
        noor.locator("#id_title").fill("Noor's title?")
        noor.locator("#id_answer").fill("Noor's answer.")
    save_whole(noor)

    with without_a_pause(mira):
        mira.locator("#id_title").fill("Mira's title?")
        mira.locator("#id_answer").fill("Mira's answer.")
    mira.locator("#id_standfirst").fill("Mira's standfirst.")
    mentions(mira, "Not saved. Noor changed this article at")
    assert violations(mira, ".autosave-notice") == []
    mira.get_by_role("button", name="See both texts").click()

    expect(mira.get_by_text("Only you changed this. Yours is taken.")).to_be_visible()
    title, answer = mira.locator("[data-merge-ask]").all()
    assert violations(mira) == []
    title.get_by_label("What Noor saved").first.check()
    mira.get_by_role("button", name="Save the joined text").click()
    # The page leads to the place that is missing; nothing was sent.
    expect(mira.get_by_role("status").last).to_have_text("Not saved: 1 of 2 still to choose.")
    expect(answer.get_by_label("What Noor saved").first).to_be_focused()
    article.refresh_from_db()
    assert article.title == "Noor's title?"
    answer.get_by_label("I write it anew").check()
    expect(answer.get_by_role("textbox")).to_be_focused()
    answer.get_by_role("textbox").fill("The answer of both.")
    mira.get_by_role("button", name="Save the joined text").click()

    expect(mira.get_by_text("was changed successfully")).to_be_visible()
    article.refresh_from_db()
    assert (article.title, article.answer) == ("Noor's title?", "The answer of both.")
    assert article.standfirst == "Mira's standfirst."


def test_the_two_versions_need_no_script(
    open_desk: OpenDesk, server: str, article: Article, new_page: NewPage
) -> None:
    noor = open_desk("noor")
    EditorFactory(username="mira")
    mira = new_page(java_script_enabled=False)
    mira.goto(f"{server}/admin/articles/article/{article.pk}/change/")
    log_in_by_hand(mira, "mira")
    noor.locator("#id_title").fill("Noor's title?")
    says(noor, SAVED)

    mira.locator("#id_title").fill("Mira's title?")
    mira.get_by_role("button", name="Save", exact=True).first.click()
    mira.get_by_role("group").get_by_label("What you wrote").check()
    mira.get_by_role("button", name="Save the joined text").click()

    expect(mira.get_by_text("was changed successfully")).to_be_visible()
    article.refresh_from_db()
    assert article.title == "Mira's title?"


def test_put_back_over_anothers_change_asks(open_desk: OpenDesk, article: Article) -> None:
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
    place = mira.locator("[data-merge-ask]")
    expect(place).to_contain_text("Mira's, in a tunnel.")
    expect(place).to_contain_text("Noor's meanwhile.")


def test_the_others_and_the_persons_own_windows_are_named(
    open_desk: OpenDesk, server: str, article: Article
) -> None:
    mira = open_desk("mira")
    noor = open_desk("noor")
    expect(noor.get_by_text("Also open: Mira.")).to_be_visible()

    second = noor.context.new_page()
    second.goto(noor.url)

    own = "You have this article open in another window too."
    expect(second.get_by_text(own)).to_be_visible()
    expect(noor.get_by_text(own)).to_be_visible()
    second.close()
    expect(noor.get_by_text(own)).to_be_hidden()
    expect(mira.get_by_text(own)).to_be_hidden()
    assert EditingSession.objects.filter(article=article).count() == 2


def test_a_window_that_ended_without_a_word_is_forgotten(open_desk: OpenDesk) -> None:
    desk = open_desk("mira")
    own = desk.get_by_text("You have this article open in another window too.")
    killed = desk.context.new_page()
    killed.goto(desk.url)
    expect(own).to_be_visible()

    # As in a crash, nothing is sent on the way out.
    killed.evaluate("BroadcastChannel.prototype.postMessage = () => {}")
    killed.close()

    expect(own).to_be_hidden()
