"""A typo on a live page: from the page to the corrected page, counted in clicks."""

import pytest
from playwright.sync_api import Locator, expect

from articles.models import Article
from articles.publishing import publish
from tests.browser.conftest import Complaints, NewPage
from tests.browser.login import log_in
from tests.factories import EditorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_CLICKS = 4


def test_one_editor_mends_a_typo_on_a_live_page_with_four_clicks(
    site: str, new_page: NewPage, complaints: Complaints
) -> None:
    article = Article.objects.get(slug="why-do-cats-knead")
    article.body += "\n\nThe cat kneads the blanket"
    article.save()
    publish(article, by=None)
    article.body += "t"
    article.save()
    publish(article, by=None)
    address = site + article.get_absolute_url()
    page = log_in(new_page(), EditorFactory())
    page.goto(f"{site}/admin/")
    clicked: list[str] = []

    def click(what: Locator) -> None:
        clicked.append(str(what))
        what.click()

    page.goto(address)
    expect(page.get_by_text("the blankett")).to_be_visible()
    click(page.get_by_role("link", name="Edit this page"))
    click(page.locator("#id_body"))
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.press("Backspace")
    click(page.get_by_role("button", name="Small correction…"))
    click(page.get_by_role("button", name="Publish the correction"))
    expect(page.get_by_text("Readers see “")).to_be_visible()

    assert len(clicked) <= MOST_CLICKS
    page.goto(address)
    expect(page.get_by_text("The cat kneads the blanket", exact=True)).to_be_visible()
    assert complaints == []
