"""The editor: reads what blocks and what warns, and is led to the very place."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.browser.barriers import WIDTHS, violations_at_both_widths
from tests.browser.conftest import DESKTOP, PHONE, Complaints, NewPage
from tests.browser.login import log_in
from tests.browser.page_types import SCRATCH
from tests.factories import EditorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADMIN = "/admin/articles/article"
# Long paragraphs wrap, so lines on the screen are not the lines of the text.
LONG = "It goes on and on, like all the rest. " * 20 + "\n\n"
BODY = f"## One\n\n{LONG * 40}Wrong [^nobody]\n\n{LONG * 10}"
SELECTED = """
() => {
  const field = document.activeElement;
  return {
    id: field.id,
    text: field.value.slice(field.selectionStart, field.selectionEnd),
  };
}
"""
# The line of the coloured copy below the text.
IS_SEEN = """
() => {
  const line = document.querySelectorAll("[data-mirror] > *")[82].getBoundingClientRect();
  return line.top > 0 && line.bottom < innerHeight;
}
"""


@pytest.fixture
def article(site: str) -> Article:
    article = Article.objects.get(slug=SCRATCH.split("/")[2])
    Article.objects.filter(pk=article.pk).update(body=BODY, urgency="")
    return article


def open_findings(page: Page, site: str, article: Article) -> None:
    log_in(page, EditorFactory())
    page.goto(f"{site}{ADMIN}/{article.pk}/publish/")
    expect(page.get_by_role("heading", name="Checks")).to_be_visible()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_finding_in_the_text_leads_to_its_line(
    site: str, article: Article, new_page: NewPage, viewport: dict[str, int], complaints: Complaints
) -> None:
    page = new_page(viewport=viewport)
    open_findings(page, site, article)

    page.get_by_role("link", name="Text, line 83", exact=True).click()

    expect(page.locator("#id_body")).to_be_focused()
    page.wait_for_function(IS_SEEN)
    assert page.evaluate(SELECTED) == {"id": "id_body", "text": "Wrong [^nobody]"}
    assert complaints == []


def test_a_finding_in_a_field_or_a_group_leads_there(site: str, article: Article, new_page: NewPage) -> None:
    page = new_page()
    open_findings(page, site, article)

    page.get_by_role("link", name="Urgency", exact=True).click()
    expect(page.locator("#id_urgency")).to_be_in_viewport()
    page.go_back()
    page.get_by_role("link", name="References", exact=True).first.click()

    expect(page.locator("#references-group")).to_be_in_viewport()


def test_the_list_of_findings_is_accessible_and_fits(site: str, article: Article, new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    open_findings(page, site, article)

    assert violations_at_both_widths(page) == []
    for name, size in WIDTHS.items():
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_without_javascript_the_link_still_leads_to_the_text(
    site: str, article: Article, new_page: NewPage
) -> None:
    page = new_page(java_script_enabled=False)
    open_findings(page, site, article)

    page.get_by_role("link", name="Text, line 83", exact=True).click()

    expect(page.locator("#id_body")).to_be_in_viewport()
