"""A new article is saved as it is typed, from the moment when it has a title."""

from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from tests.articles.admin.pages import client_of, form_of
from tests.comments.writing.test_concurrency import at_once
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    ContributorFactory,
    DraftArticleFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

ADD, BEGIN = "/admin/articles/article/add/", "/admin/articles/article/begin/"


@pytest.fixture
def ada() -> User:
    user: User = AuthorFactory(username="ada")
    ContributorFactory(user=user, name="Ada Moor")
    CategoryFactory()
    return user


@pytest.fixture
def client(ada: User) -> Client:
    return client_of(ada)


def begin(client: Client, tab: str = "window-1", **typed: Any) -> Any:
    fields = form_of(client, ADD) | {"version": "", "base": "{}", "tab": tab, "sequence": 1}
    return client.post(BEGIN, fields | typed)


def test_the_first_pause_after_a_title_makes_the_draft_with_all_that_was_typed(
    client: Client, ada: User
) -> None:
    answer = begin(client, title="Why do cats knead?", body="They do.").json()

    article = Article.objects.get()
    assert (article.title, article.body, article.slug) == (
        "Why do cats knead?",
        "They do.",
        "why-do-cats-knead",
    )
    assert (article.owner, article.author.name) == (ada, "Ada Moor")
    assert answer["article"] == article.pk
    assert (answer["kept"], answer["problems"], answer["version"]) == ([], {}, article.version)


def test_a_window_whose_answer_was_lost_begins_no_second_article(client: Client) -> None:
    begin(client, title="Why do cats knead?")
    begin(client, title="Why do cats knead so?", sequence=2)

    assert Article.objects.get().title == "Why do cats knead so?"


def test_handing_in_before_the_answer_came_goes_on_with_the_same_article(client: Client) -> None:
    begin(client, title="Why do cats knead?")
    fields = form_of(client, ADD) | {"version": "", "base": "{}", "tab": "window-1"}

    client.post(ADD, fields | {"title": "Why do cats knead?", "body": "Because.", "_hand_in": ""})

    article = Article.objects.get()
    assert (article.body, article.stage) == ("Because.", "in-review")


@pytest.mark.django_db(transaction=True)
def test_a_window_that_asks_again_before_the_answer_begins_no_second_article(client: Client) -> None:
    fields = form_of(client, ADD) | {"version": "", "base": "{}", "tab": "window-1", "title": "Why?"}
    save = partial(client.post, ADD, fields | {"body": "Because.", "_continue": ""})

    at_once([partial(client.post, BEGIN, fields | {"sequence": number}) for number in (1, 2)] + [save])

    assert Article.objects.get().title == "Why?"


@pytest.mark.django_db(transaction=True)
def test_articles_of_one_title_that_begin_at_once_all_get_an_address(client: Client) -> None:
    fields = form_of(client, ADD) | {"version": "", "base": "{}", "sequence": 1, "title": "Why?"}

    answers = at_once([partial(client.post, BEGIN, fields | {"tab": f"window-{one}"}) for one in range(3)])

    assert sorted(answer.json()["slug"] for answer in answers) == ["why", "why-2", "why-3"]


def test_without_a_title_nothing_is_made_and_the_writer_is_told(client: Client) -> None:
    answer = begin(client, body="Words without a title.")

    assert answer.status_code == 400
    assert answer.json()["error"] == "It is saved as you type once it has a title."
    assert not Article.objects.exists()


def test_an_address_that_another_page_has_gets_a_number(client: Client) -> None:
    DraftArticleFactory(slug="why-do-cats-knead")

    assert begin(client, title="Why do cats knead?").json()["slug"] == "why-do-cats-knead-2"


def test_a_writer_without_a_contributor_is_asked_for_an_author() -> None:
    CategoryFactory()

    answer = begin(client_of(AuthorFactory()), title="Why?")

    assert answer.json()["error"] == "Choose an author under Settings: then it is saved as you type."


def test_who_may_not_write_begins_nothing() -> None:
    fields = {"title": "Why?", "tab": "window-1", "sequence": 1}

    assert client_of(VetFactory()).post(BEGIN, fields).status_code == 403
    assert Client().post(BEGIN, fields).json()["login"] == "ended"
    assert not Article.objects.exists()


def test_a_new_article_has_its_writers_category_and_name(client: Client, ada: User) -> None:
    last = DraftArticleFactory(owner=ada)

    fields = form_of(client, ADD)

    assert fields["category"] == str(last.category_id)
    assert fields["author"] == str(ada.contributor.pk)


def test_a_window_whose_article_was_given_to_somebody_else_is_refused(client: Client) -> None:
    begin(client, title="Why do cats knead?")
    Article.objects.update(owner=AuthorFactory())

    refused = begin(client, title="Why do cats knead so?", sequence=2)

    assert refused.status_code == 403
    assert "may change this article" in refused.json()["error"]
    assert Article.objects.get().title == "Why do cats knead?"
