"""The form shows who else has the article open."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles.models import Article
from tests.articles.admin.pages import address, client_of
from tests.factories import DraftArticleFactory, EditorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return DraftArticleFactory()


@pytest.fixture
def mira() -> Client:
    return client_of(EditorFactory(first_name="Mira", last_name="Sand"))


@pytest.fixture
def noor() -> Client:
    return client_of(EditorFactory(username="noor"))


def others(client: Client, article: Article) -> list[str]:
    names: list[str] = client.post(address(article, "presence")).json()["others"]
    return names


def test_two_editors_see_each_other_by_name(mira: Client, noor: Client, article: Article) -> None:
    others(mira, article)

    assert others(noor, article) == ["Mira Sand"]
    assert others(mira, article) == ["noor"]


def test_the_page_names_the_others_from_the_start(mira: Client, noor: Client, article: Article) -> None:
    others(mira, article)

    page = noor.get(address(article)).content.decode()

    assert "Also open: Mira Sand." in page


def test_who_left_a_minute_ago_is_not_named(mira: Client, noor: Client, article: Article) -> None:
    others(mira, article)

    with time_machine.travel(timezone.now() + timedelta(seconds=59), tick=False):
        soon = others(noor, article)
    with time_machine.travel(timezone.now() + timedelta(seconds=61), tick=False):
        later = others(noor, article)

    assert (soon, later) == (["Mira Sand"], [])


def test_who_is_at_another_article_is_not_named(mira: Client, noor: Client, article: Article) -> None:
    others(mira, DraftArticleFactory())

    assert others(noor, article) == []


def test_looking_at_the_form_alone_makes_nobody_an_editor(
    mira: Client, noor: Client, article: Article
) -> None:
    mira.get(address(article))

    assert others(noor, article) == []
