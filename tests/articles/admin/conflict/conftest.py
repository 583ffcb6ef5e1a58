"""One article with a reference, and two editors who both have its form open."""

import pytest

from articles.drafts import editing
from articles.models import Article
from tests.articles.admin.open_form import OpenForm
from tests.articles.admin.pages import client_of
from tests.factories import DraftArticleFactory, EditorFactory, PictureFactory, ReferenceFactory

BODY = "It wags.\n\nThe tail is long.\n\nIt ends here."


@pytest.fixture
def article(db: None) -> Article:
    article = DraftArticleFactory(
        title="Why do dogs wag?", body=BODY, standfirst="They wag.", lead=PictureFactory(key="wag")
    )
    ReferenceFactory(article=article, key="study1906", title="Reflex")
    editing.record(article, by=None)
    return article


@pytest.fixture
def mira(article: Article) -> OpenForm:
    return OpenForm(client_of(EditorFactory(first_name="Mira")), article, "window-m")


@pytest.fixture
def noor(article: Article) -> OpenForm:
    return OpenForm(client_of(EditorFactory(first_name="Noor")), article, "window-n")
