"""An editor beside the preview of an article."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.browser.conftest import NewPage
from tests.browser.page_types import SCRATCH
from tests.browser.preview.pane import WIDE, change_page, open_as_editor


@pytest.fixture
def article(site: str) -> Article:
    return Article.objects.get(slug=SCRATCH.split("/")[2])


@pytest.fixture
def desk(site: str, article: Article, new_page: NewPage) -> Page:
    page = new_page(viewport=WIDE)
    open_as_editor(page, change_page(site, article))
    expect(page.locator("#id_body")).to_be_visible()
    return page
