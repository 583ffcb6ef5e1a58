"""A draft is shared by a secret address."""

import pytest
from playwright.sync_api import expect

from articles.drafts import sharing
from articles.models import Article
from tests.browser.conftest import Complaints, NewPage
from tests.browser.preview.pane import open_as_editor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_new_address_is_copied_by_its_button(
    server: str, article: Article, new_page: NewPage, complaints: Complaints
) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    open_as_editor(page, f"{server}/admin/articles/article/{article.pk}/share/")
    page.get_by_label("Who is it for?").fill("The breed club")
    page.get_by_role("button", name="Make a secret address").click()

    page.get_by_role("button", name="Copy").click()

    expect(page.get_by_text("Copied.")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == page.get_by_label("The new secret address.").input_value()
    reader = new_page()
    reader.goto(address)
    expect(reader.get_by_text("This is a draft.")).to_be_visible()
    assert complaints == []


def test_an_address_goes_to_no_other_page(
    server: str, article: Article, new_page: NewPage, complaints: Complaints
) -> None:
    _, token = sharing.share(article, by=None, days=1)
    page = new_page()
    sent: list[dict[str, str]] = []
    page.goto(f"{server}/preview/{token}/")
    page.on("request", lambda request: sent.append(request.all_headers() | {":url": request.url}))

    page.get_by_role("link", name="Dogs").first.click()
    page.wait_for_url("**/species/dogs/")

    assert sent
    assert not [headers for headers in sent if token in str(headers)]
    assert page.evaluate("document.referrer") == ""
    assert page.context.cookies() == []
    assert complaints == []


def test_without_javascript_an_address_is_made_and_can_be_selected(
    server: str, article: Article, new_page: NewPage
) -> None:
    page = new_page(java_script_enabled=False)
    open_as_editor(page, f"{server}/admin/articles/article/{article.pk}/share/")

    page.get_by_role("button", name="Make a secret address").click()

    field = page.get_by_label("The new secret address.")
    assert field.input_value().startswith(f"{server}/preview/")
    expect(field).not_to_be_editable()
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()
