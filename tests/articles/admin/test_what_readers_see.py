"""What the admin says of an article that readers do not see, or that somebody may not open."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.publishing import Release, call_off, publish, withdraw
from tests.factories import AuthorFactory, DraftArticleFactory, LoneArticleFactory

pytestmark = pytest.mark.django_db

NOT_YET = "Readers do not see this article yet."
NO_LONGER = "Readers no longer see this article: it was withdrawn."


def publish_page(client: Client, article: Article) -> str:
    return client.get(reverse("admin:articles_article_publish", args=[article.pk])).content.decode()


def test_a_withdrawn_article_is_not_called_unseen(editor_client: Client) -> None:
    article = LoneArticleFactory()
    withdraw(article, by=None)

    html = publish_page(editor_client, article)

    assert NO_LONGER in html
    assert NOT_YET not in html


def test_an_article_that_nobody_saw_is_not_called_withdrawn(editor_client: Client) -> None:
    article = DraftArticleFactory()
    publish(article, by=None, release=Release(at=timezone.now() + timedelta(hours=1)))
    call_off(article, by=None)

    html = publish_page(editor_client, article)

    assert NOT_YET in html
    assert NO_LONGER not in html


def test_an_article_that_one_may_not_read_is_not_said_to_be_deleted() -> None:
    article = DraftArticleFactory()
    client = Client()
    client.force_login(AuthorFactory())

    answer = client.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert answer.status_code == 403
    assert "Your login does not open this page" in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "x", "9" * 40, "9" * 5000])
def test_an_article_that_is_not_there_leads_back(number: str, editor_client: Client) -> None:
    answer = editor_client.get(f"/admin/articles/article/{number}/change/", follow=True)

    assert answer.redirect_chain[-1][0] == "/admin/"
    assert "doesn’t exist" in answer.content.decode()
