"""A new article that cannot be saved yet says why, leads to the field, and loses nothing meanwhile."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.browser.autosave.form import HURRY, mentions, reload
from tests.browser.conftest import NewPage
from tests.browser.login import log_in
from tests.factories import AuthorFactory, CategoryFactory, ContributorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def new_article(server: str, new_page: NewPage) -> Page:
    """By somebody whose login is no contributor's."""
    CategoryFactory()
    ContributorFactory(name="Ada Moor")
    page = log_in(new_page(), AuthorFactory())
    page.context.add_init_script(HURRY)
    page.goto(f"{server}/admin/articles/article/add/")
    return page


def test_a_missing_author_is_one_press_away_and_what_was_typed_is_kept(new_article: Page) -> None:
    page, dialog = new_article, new_article.get_by_role("dialog", name="Hand in for review")
    page.locator("#id_title").fill("Why do cats knead?")
    page.locator("#id_body").fill("They do.")
    mentions(page, "Choose an author under Settings")
    mentions(page, "A copy is kept in this browser.")

    reload(page)
    page.get_by_role("button", name="Put back").click()
    page.keyboard.press("Control+Enter")
    expect(dialog).to_contain_text("Nothing is saved yet, so nothing could be checked. Choose an author")
    expect(dialog).to_contain_text("Not checked yet")
    expect(dialog.get_by_role("button", name="Hand in", exact=True)).to_be_disabled()
    page.keyboard.press("Escape")
    page.locator("[data-autosave]").get_by_role("button", name="Choose an author").click()
    expect(page.locator("#id_author")).to_be_focused()
    page.locator("#id_author").select_option(label="Ada Moor")
    page.wait_for_url("**/change/")

    assert Article.objects.get().body == "They do."
    page.keyboard.press("Control+Enter")
    expect(dialog.get_by_role("button", name="Hand in", exact=True)).to_be_enabled()
    expect(dialog).not_to_contain_text("Not checked yet")


def test_an_article_begun_in_this_visit_has_what_a_reopened_one_has(new_article: Page) -> None:
    page = new_article
    expect(page.locator("#id_title")).to_be_focused()
    page.get_by_role("tab", name="Settings").click()
    page.locator("#id_author").select_option(label="Ada Moor")
    page.locator("#id_title").fill("Why do cats knead?")
    page.wait_for_url("**/change/")
    page.locator("#id_body").fill("They do.")
    page.locator("#id_body").evaluate("field => field.setSelectionRange(1, 1)")
    page.get_by_role("tab", name="References").click()
    page.get_by_role("button", name="Write it myself").click()
    for name, words in (("title", "Sleep"), ("authors", "Saito T"), ("year", "2013")):
        page.locator(f"[data-ref-new] [name$='-{name}']").fill(words)

    page.get_by_role("button", name="Add and cite").click()

    expect(page.locator("#id_body")).to_have_value("They[^saito2013] do.")
    page.locator("#id_body").press("Control+End")
    page.keyboard.type("[^")
    expect(page.get_by_role("option", name="Saito T (2013)")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Preview").click()
    page.get_by_role("button", name="Whole page").click()
    expect(
        page.frame_locator("[data-window='page']").get_by_role("heading", name="Why do cats knead?")
    ).to_be_visible()
