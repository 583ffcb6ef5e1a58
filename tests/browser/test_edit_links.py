"""From a reader's page to the desk, in a browser in which somebody is logged in, and in no other."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.browser.conftest import PHONE, Complaints, NewPage
from tests.browser.fitting import misfits
from tests.browser.login import log_in
from tests.factories import ApprovedCommentFactory, EditorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLUG = "why-do-cats-knead"


def asked(page: Page) -> list[str]:
    """The requests to /edit/ and for its files from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if "/edit" in request.url else None)
    return found


def test_an_editor_finds_the_way_to_the_desk_on_a_page(
    site: str, new_page: NewPage, complaints: Complaints
) -> None:
    article = Article.objects.get(slug=SLUG)
    ApprovedCommentFactory(article=article, name="Rowan", text="Mine kneads my knee.")
    page = log_in(new_page(viewport=PHONE), EditorFactory())
    requests = asked(page)
    address = site + article.get_absolute_url()

    # Before the desk was opened in this browser, the page asks nobody.
    page.goto(address, wait_until="networkidle")
    assert requests == []
    page.goto(f"{site}/admin/")
    page.goto(address)
    edit = page.get_by_role("link", name="Edit this page")
    expect(edit).to_be_visible()
    assert misfits(page) == []
    page.set_viewport_size(PHONE)
    box = edit.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    page.emulate_media(media="print")
    expect(edit).to_be_hidden()
    page.emulate_media(media="screen")

    expect(page.get_by_role("link", name="Answer Rowan at the desk")).to_be_visible()

    # The keyboard comes to the link right after the one that skips the header.
    page.goto(address)
    expect(edit).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(edit).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/admin/articles/article/{article.pk}/change/")

    # Once the session is over, the page offers nothing and asks no more.
    page.goto(address)
    expect(edit).to_be_visible()
    page.context.clear_cookies()
    with page.expect_response("**/edit/offer/**"):
        page.goto(address)
    page.goto(address, wait_until="networkidle")
    requests.clear()
    page.goto(address, wait_until="networkidle")
    assert requests == []
    expect(edit).to_have_count(0)
    assert complaints == []
