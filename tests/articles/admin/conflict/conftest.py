"""One article with a reference, and two editors who both have its form open."""

import pytest

from articles.models import Article
from tests.articles.admin.open_form import OpenForm
from tests.articles.admin.pages import client_of
from tests.factories import DraftArticleFactory, EditorFactory, PictureFactory, ReferenceFactory


@pytest.fixture
def article(db: None) -> Article:
    article = DraftArticleFactory(
        title="Why do dogs wag?", body="It wags.", standfirst="They wag.", lead=PictureFactory(key="wag")
    )
    ReferenceFactory(article=article, key="study1906", title="Reflex")
    return article


@pytest.fixture
def mira(article: Article) -> OpenForm:
    return OpenForm(client_of(EditorFactory(first_name="Mira")), article, "window-m")


@pytest.fixture
def noor(article: Article) -> OpenForm:
    return OpenForm(client_of(EditorFactory(first_name="Noor")), article, "window-n")
