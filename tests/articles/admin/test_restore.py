"""An older version becomes the working copy again."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.publishing import publish
from tests.articles.admin.pages import address, text_of
from tests.articles.admin.versions import fresh, saved
from tests.factories import (
    DraftArticleFactory,
    LiveArticleFactory,
)

pytestmark = pytest.mark.django_db


def test_restoring_is_asked_first_with_what_would_change(editor_client: Client) -> None:
    article = DraftArticleFactory()
    older = saved(article, title="Older title", slug="older-address")
    saved(article, title="Newer title", slug="newer-address")

    response = editor_client.get(address(article, "restore"), {"version": older.pk})

    page = response.content.decode()
    assert "<del>Newer</del> title" in page
    assert "<ins>Older</ins> title" in page
    assert "<del>newer</del>" not in page
    assert fresh(article).title == "Newer title"


def test_a_restored_version_is_the_working_copy_again_and_readers_see_none_of_it(
    editor: User, editor_client: Client, client: Client
) -> None:
    article = DraftArticleFactory(title="First title")
    publish(article, by=None)
    first = article.history.first()
    saved(article, title="Second title")
    publish(fresh(article), by=None)

    response = editor_client.post(
        address(article, "restore"),
        {"version": first.pk, "working_copy": fresh(article).version},
        follow=True,
    )

    assert fresh(article).title == "First title"
    assert "says again what it said then" in text_of(response)
    assert article.history.first().history_user == editor
    assert "Second title" in client.get(article.get_absolute_url()).content.decode()


def test_what_could_not_be_put_back_is_said_before_and_after(editor_client: Client) -> None:
    article = DraftArticleFactory()
    gone = article.category
    older = saved(article)
    saved(article, category=LiveArticleFactory().category)
    gone.delete()
    sentence = f"The category “{gone.slug}” no longer exists: the present one stays."

    before = editor_client.get(address(article, "restore"), {"version": older.pk})
    after = editor_client.post(
        address(article, "restore"),
        {"version": older.pk, "working_copy": fresh(article).version},
        follow=True,
    )

    assert sentence in text_of(before)
    assert sentence in text_of(after)


def test_a_text_that_changed_meanwhile_is_not_overwritten(editor_client: Client) -> None:
    article = DraftArticleFactory()
    older = saved(article, title="Older title")
    seen = fresh(article).version
    saved(article, title="Meanwhile")

    response = editor_client.post(address(article, "restore"), {"version": older.pk, "working_copy": seen})

    assert fresh(article).title == "Meanwhile"
    assert "nothing was restored" in text_of(response)
    assert f'name="working_copy" value="{fresh(article).version}"' in response.content.decode()


def test_restoring_asks_for_the_forms_own_token(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    article = DraftArticleFactory(title="Now")
    older = saved(article, title="Then")
    saved(article, title="Now")

    response = client.post(
        address(article, "restore"), {"version": older.pk, "working_copy": fresh(article).version}
    )

    assert response.status_code == 403
    assert fresh(article).title == "Now"
