"""An editor's browser with an article's text in it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.editor.field import Field
from tests.browser.login import log_in
from tests.factories import (
    DraftArticleFactory,
    EditorFactory,
    GlossaryTermFactory,
    LiveArticleFactory,
    ReferenceFactory,
)


@pytest.fixture
def field(server: str, new_page: NewPage) -> Field:
    article = DraftArticleFactory(body="## What happens\n\nThe dog does it.\n")
    ReferenceFactory(article=article, key="smith2020", authors="Smith J", year=2020, title="A study")
    LiveArticleFactory(title="Why do dogs dig?", slug="why-do-dogs-dig")
    GlossaryTermFactory(slug="rem-sleep", name="REM sleep")
    page: Page = log_in(new_page(viewport={"width": 1440, "height": 900}), EditorFactory())
    page.goto(f"{server}/admin/articles/article/{article.pk}/change/")
    expect(page.get_by_role("toolbar", name="Text")).to_be_visible()
    return Field(page)
