"""What tests of addresses share."""

from typing import Any

from django.test import Client

from articles.models import Article, Redirect
from articles.publishing import withdraw
from tests.factories import LoneArticleFactory


def redirects() -> dict[str, str]:
    """Old address → the slug of the article it leads to."""
    return dict(Redirect.objects.values_list("old_path", "article__slug"))


def withdrawn(**fields: Any) -> Article:
    article: Article = LoneArticleFactory(**fields)
    withdraw(article, by=None)
    return article


def location(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 301
    return response.headers["Location"]
