"""An editor's browser with an article's text in it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.editor.article import article_to_write
from tests.browser.editor.field import Field
from tests.browser.login import log_in
from tests.factories import EditorFactory


@pytest.fixture
def field(server: str, new_page: NewPage) -> Field:
    article = article_to_write()
    page: Page = log_in(new_page(viewport={"width": 1440, "height": 900}), EditorFactory())
    page.goto(f"{server}/admin/articles/article/{article.pk}/change/")
    expect(page.get_by_role("toolbar", name="Text")).to_be_visible()
    return Field(page)
