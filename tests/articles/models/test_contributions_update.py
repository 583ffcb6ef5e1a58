"""An update from the release with one writer: texts on their way keep their stage, and get their writers."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.drafts import editing
from articles.models import Article
from articles.models.article import Stage
from articles.publishing import is_own, submit
from tests.factories import AuthorFactory, DraftArticleFactory, EditorFactory, LoneArticleFactory
from tests.migrating import migrate_to

pytestmark = pytest.mark.django_db

BEFORE, AFTER = "0021_addresses_of_poison_lines", "0029_readings"


def models_before() -> Any:
    return MigrationExecutor(connection).loader.project_state(("articles", BEFORE)).apps


def written_by(article: Article, *people: User) -> None:
    """Each changes the answer, as one after the other saves it."""
    for person in people:
        article.refresh_from_db()
        article.answer = f"Says {person.username}."
        editing.record(article, by=person)


def test_a_text_on_its_way_has_all_its_writers_after_an_update() -> None:
    author, editor, other = AuthorFactory(), EditorFactory(), EditorFactory()
    draft = DraftArticleFactory(owner=author)
    written_by(draft, author, editor)
    submit(draft, by=author)
    live: Article = LoneArticleFactory()
    lost = DraftArticleFactory(owner=author)
    editing.record(lost, by=None)

    migrate_to("articles", BEFORE)
    rows: Any = models_before().get_model("articles", "Article").objects
    rows.filter(pk=draft.pk).update(writer=author.pk)
    # The history of this text names nobody, and only the column knew.
    rows.filter(pk=lost.pk).update(writer=other.pk)
    migrate_to("articles", AFTER)

    article = Article.objects.get(pk=draft.pk)
    assert (article.stage, article.submitted_by) == (Stage.IN_REVIEW, author)
    assert [is_own(article, person) for person in (author, editor, other)] == [True, True, False]
    assert is_own(Article.objects.get(pk=lost.pk), other)
    assert not Article.objects.get(pk=live.pk).contributions.exists()
