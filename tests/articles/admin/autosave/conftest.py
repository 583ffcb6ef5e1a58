"""One article, and Mira, who has its form open."""

import pytest
from django.contrib.auth.models import User

from articles.models import Article
from tests.articles.admin.open_form import OpenForm
from tests.articles.admin.pages import client_of
from tests.factories import DraftArticleFactory, EditorFactory


@pytest.fixture
def mira(db: None) -> User:
    return EditorFactory(username="mira")


@pytest.fixture
def article(db: None) -> Article:
    return DraftArticleFactory(title="Why do dogs wag?", body="It wags.")


@pytest.fixture
def form(mira: User, article: Article) -> OpenForm:
    return OpenForm(client_of(mira), article)
