"""Drafts can be deleted; what readers have seen cannot."""

import pytest
from django.test import Client

from articles.models import Article
from articles.publishing import withdraw
from tests.articles.admin.pages import address
from tests.factories import (
    DraftArticleFactory,
    LiveArticleFactory,
)

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/articles/article/", "/admin/articles/article/add/"


def test_what_readers_have_seen_cannot_be_deleted(editor_client: Client) -> None:
    article = LiveArticleFactory()
    withdraw(article, by=None)

    response = editor_client.post(address(article, "delete"), {"post": "yes"})

    assert response.status_code == 403
    assert article.editions.exists()


def test_a_draft_can_be_deleted(editor_client: Client) -> None:
    article = DraftArticleFactory()

    editor_client.post(address(article, "delete"), {"post": "yes"})

    assert not Article.objects.exists()


def test_articles_are_never_deleted_in_bulk(editor_client: Client) -> None:
    article = LiveArticleFactory()

    editor_client.post(
        LIST, {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}, follow=True
    )

    assert article.editions.exists()
