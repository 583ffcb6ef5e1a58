"""An editor beside the preview of an article."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.browser.conftest import NewPage
from tests.browser.preview.pane import WIDE, change_page, open_as_editor
from tests.factories import LoneArticleFactory, PictureFactory, SpeciesFactory


@pytest.fixture
def article(server: str) -> Article:
    """Live, with a picture, contents, and more text than a window shows."""
    article: Article = LoneArticleFactory(
        title="Why do dogs kick?",
        body="\n\n".join(f"## Part {n}\n\n{'The dog goes on to kick. ' * 60}" for n in range(4)),
        lead=PictureFactory(),
        species=[SpeciesFactory(slug="dogs", name="Dogs")],
    )
    return article


@pytest.fixture
def desk(server: str, article: Article, new_page: NewPage) -> Page:
    page = new_page(viewport=WIDE)
    open_as_editor(page, change_page(server, article))
    expect(page.locator("#id_body")).to_be_visible()
    return page
