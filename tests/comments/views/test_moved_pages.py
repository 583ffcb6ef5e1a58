"""A reader who writes while an editor changes the page's address loses nothing."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from articles.publishing import withdraw
from articles.publishing.addresses import change_address, lead_on
from comments.models import Comment
from tests.factories import LoneArticleFactory

pytestmark = pytest.mark.django_db

WHOLE = {"name": "Rowan", "text": "Mine kicks with both legs at once.", "rating": "4"}


def send(reader: Client, slug: str, **fields: str) -> Any:
    return reader.post(f"/articles/{slug}/comments/", fields)


def moved(**fields: Any) -> Article:
    """From /articles/wag/ to /articles/why-wag/."""
    return change_address(LoneArticleFactory(slug="wag", **fields), slug="why-wag", by=None)


def test_a_comment_sent_to_the_old_address_arrives(reader: Client) -> None:
    article = moved()

    answer = send(reader, "wag", **WHOLE)

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/articles/why-wag/comments/")
    assert Comment.objects.get().article == article


def test_a_comment_with_a_mistake_comes_back_with_the_new_address(reader: Client) -> None:
    moved()

    answer = send(reader, "wag", **WHOLE | {"name": ""})

    assert answer.status_code == 422
    assert 'action="/articles/why-wag/comments/"' in answer.content.decode()
    assert WHOLE["text"] in answer.content.decode()


def test_the_writer_finds_their_comment_at_the_old_private_address(reader: Client) -> None:
    article = LoneArticleFactory(slug="wag")
    private = send(reader, "wag", **WHOLE).headers["Location"]

    change_address(article, slug="why-wag", by=None)

    answer = reader.get(private)
    assert answer.status_code == 302
    assert WHOLE["text"] in reader.get(answer.headers["Location"]).content.decode()


def test_a_comment_on_a_withdrawn_page_is_not_given_to_the_page_its_readers_are_led_to(
    reader: Client,
) -> None:
    article, other = moved(), LoneArticleFactory(slug="tail")
    withdraw(article, by=None)
    lead_on("/articles/why-wag/", other, by=None)

    answers = [send(reader, slug, **WHOLE) for slug in ("wag", "why-wag")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not Comment.objects.exists()


def test_a_page_that_became_a_breed_file_takes_no_comments_at_its_old_address(reader: Client) -> None:
    article = moved()
    article.editions.update(kind="breed")

    assert send(reader, "wag", **WHOLE).status_code == 404
