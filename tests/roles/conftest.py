"""One person for each role, and an author's draft."""

import pytest
from django.contrib.auth.models import User

from articles.drafts import editing
from articles.models import Article
from articles.roles import AUTHOR, EDITOR, MODERATOR, VET
from tests.factories import AuthorFactory, DraftArticleFactory, EditorFactory, ModeratorFactory, VetFactory
from tests.roles.cast import OWNER


@pytest.fixture
def people(db: None) -> dict[str, User]:
    return {
        OWNER: AuthorFactory(username="owner"),
        AUTHOR: AuthorFactory(username="another"),
        EDITOR: EditorFactory(),
        VET: VetFactory(),
        MODERATOR: ModeratorFactory(),
    }


@pytest.fixture
def draft(people: dict[str, User]) -> Article:
    article: Article = DraftArticleFactory(owner=people[OWNER])
    editing.record(article, by=people[OWNER])
    return article
