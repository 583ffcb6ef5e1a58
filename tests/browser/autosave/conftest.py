"""An editor at an article's form."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.browser.autosave.form import HURRY, OpenDesk
from tests.browser.conftest import NewPage
from tests.browser.login import log_in
from tests.factories import EditorFactory, LoneArticleFactory, ReferenceFactory


@pytest.fixture
def article(server: str) -> Article:
    """Live, with one row in one of its lists."""
    article: Article = LoneArticleFactory()
    ReferenceFactory(article=article)
    return article


@pytest.fixture
def open_desk(server: str, article: Article, new_page: NewPage) -> OpenDesk:
    """The article's form in a browser of its own, of the editor with that name."""

    def open_page(name: str = "mira") -> Page:
        editor = User.objects.filter(username=name).first()
        page = log_in(new_page(), editor or EditorFactory(username=name, first_name=name.capitalize()))
        page.context.add_init_script(HURRY)
        page.goto(f"{server}/admin/articles/article/{article.pk}/change/")
        expect(page.locator("[data-autosave-status]")).to_have_text("What you type is saved as you go.")
        return page

    return open_page


@pytest.fixture
def desk(open_desk: OpenDesk) -> Page:
    return open_desk()
