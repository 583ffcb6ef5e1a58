"""The editor: changes an article in the admin, and publishes it now or later."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article, Edition
from articles.publishing import approve
from tests.browser.conftest import Complaints, NewPage
from tests.browser.login import log_in
from tests.browser.page_types import SCRATCH
from tests.factories import EditorFactory, LoneArticleFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE = {"width": 1500, "height": 1000}


@pytest.fixture
def article(server: str) -> Article:
    """With one edition that readers see."""
    article: Article = LoneArticleFactory()
    return article


@pytest.fixture
def desk(server: str, article: Article, new_page: NewPage) -> Page:
    return open_desk(server, article, new_page)


def open_desk(server: str, article: Article, new_page: NewPage) -> Page:
    """A logged-in editor's browser, with the article open."""
    page = log_in(new_page(viewport=WIDE), EditorFactory(username="mira"))
    page.goto(f"{server}/admin/articles/article/{article.pk}/change/")
    expect(page.locator("#id_title")).to_be_visible()
    return page


def preview(page: Page) -> str:
    return page.frame_locator("[data-preview]").locator("[data-preview-body]").inner_text()


def test_an_edit_shows_beside_the_text_and_reaches_readers_once_approved_and_published(
    desk: Page, server: str, article: Article, new_page: NewPage, complaints: Complaints
) -> None:
    text = desk.locator("#id_body")
    text.press("Control+Home")
    desk.keyboard.type("## Is it new?\n\nA sentence that was not there.\n\n")
    frame = desk.frame_locator("[data-preview]")
    expect(frame.get_by_text("A sentence that was not there.")).to_be_visible()
    reader = new_page()

    desk.get_by_role("button", name="Hand in for review…").click()
    desk.get_by_role("button", name="Hand in", exact=True).click()
    expect(desk.get_by_text("is handed in for review")).to_be_visible()
    reader.goto(server + article.get_absolute_url())
    expect(reader.get_by_text("A sentence that was not there.")).to_have_count(0)
    # Somebody else reads it: mira may publish, but not approve her own words.
    approve(Article.objects.get(pk=article.pk), by=EditorFactory())
    desk.reload()
    desk.get_by_role("link", name="Publish…").click()
    desk.get_by_role("textbox", name="What changed").fill("A new section")
    desk.get_by_role("button", name="Publish").click()

    expect(desk.get_by_text("edition 2 is live")).to_be_visible()
    reader.goto(server + article.get_absolute_url())
    expect(reader.get_by_text("A sentence that was not there.")).to_be_visible()
    expect(reader.get_by_text("A new section")).to_be_visible()
    assert complaints == []


def test_tab_leaves_the_text(desk: Page) -> None:
    text = desk.locator("#id_body")
    before = text.input_value()
    text.focus()

    desk.keyboard.press("Tab")

    assert desk.evaluate("document.activeElement.id") != "id_body"
    assert text.input_value() == before


def test_a_wrong_key_is_named_with_its_line_and_nothing_is_published(desk: Page, article: Article) -> None:
    with desk.expect_response("**/autosave/"):
        desk.locator("#id_body").fill("## One\n\nA claim.[^nobody1900]\n")

    desk.goto(desk.url.replace("/change/", "/publish/"))

    expect(desk.get_by_role("link", name="Text, line 3")).to_be_visible()
    expect(desk.get_by_text("There is no reference with the key “nobody1900”.")).to_be_visible()
    assert Edition.objects.filter(article=article).count() == 1


def test_a_session_that_ended_is_said_and_the_text_is_kept(desk: Page) -> None:
    desk.context.clear_cookies()

    desk.locator("#id_body").fill("Words that must not be lost.")

    expect(desk.locator("[data-status]")).to_contain_text("Log in as an editor")
    expect(desk.locator("#id_body")).to_have_value("Words that must not be lost.")


def test_the_preview_page_is_what_readers_get(site: str, new_page: NewPage) -> None:
    desk = open_desk(site, Article.objects.get(slug=SCRATCH.split("/")[2]), new_page)
    reader = new_page(viewport=WIDE)
    reader.goto(site + SCRATCH)

    desk.goto(desk.url.replace("/change/", "/preview/"))

    prose = ".prose"
    assert desk.locator(prose).first.inner_html() == reader.locator(prose).first.inner_html()


def test_an_edition_is_scheduled_and_the_article_withdrawn(
    desk: Page, server: str, article: Article, new_page: NewPage
) -> None:
    later = timezone.localtime() + timedelta(days=2)
    desk.goto(desk.url.replace("/change/", "/publish/"))
    desk.get_by_role("radio", name="At a time").check()
    desk.get_by_role("textbox", name="Time, for “At a time”").fill(f"{later:%Y-%m-%dT%H:%M}")
    desk.get_by_role("textbox", name="What changed").fill("Nothing yet")
    desk.get_by_role("button", name="Publish").click()
    expect(desk.get_by_text("edition 2 appears on").first).to_be_visible()

    desk.goto(f"{server}/admin/articles/article/{article.pk}/change/")
    desk.get_by_role("button", name="More").click()
    desk.get_by_role("link", name="Withdraw").click()
    desk.get_by_role("button", name="Withdraw").click()

    reader = new_page()
    answer = reader.goto(server + article.get_absolute_url())
    assert answer is not None
    assert answer.status == 404
    assert not Edition.objects.filter(article=article).live(later + timedelta(days=1)).exists()
