"""Each reader rates an article once, as far as readers can be recognised."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from articles.models import Article
from articles.publishing import EditionSize, Release, publish
from comments.forgetting import RECOGNISED
from comments.models import Comment
from tests.conftest import SAME_ORIGIN
from tests.factories import LoneArticleFactory

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def article() -> Article:
    return LoneArticleFactory()


def rate(article: Article, stars: int, address: str = HERE, **words: str) -> Any:
    client = Client(headers=SAME_ORIGIN, REMOTE_ADDR=address)
    return client.post(f"{article.get_absolute_url()}comments/", {"rating": str(stars), **words})


def test_a_second_rating_is_refused_and_keeps_the_words(article: Article) -> None:
    rate(article, 5)

    answer = rate(article, 1, name="Rowan", text="Mine never does it.")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This article was rated from your connection already." in page
    assert "Mine never does it." in page
    assert Comment.objects.get().rating == 5


def test_the_same_rating_sent_twice_is_no_second_one(article: Article) -> None:
    assert rate(article, 5).headers["Location"] == rate(article, 5).headers["Location"]


def test_words_alone_may_follow_a_rating(article: Article) -> None:
    rate(article, 5)

    client = Client(headers=SAME_ORIGIN, REMOTE_ADDR=HERE)
    words = {"name": "Rowan", "text": "Mine does it too.", "rating": ""}
    assert client.post(f"{article.get_absolute_url()}comments/", words).status_code == 303


def test_other_readers_and_other_articles_are_rated_on_their_own(article: Article) -> None:
    assert rate(article, 5).status_code == 303
    assert rate(article, 4, ELSEWHERE).status_code == 303
    assert rate(LoneArticleFactory(), 3).status_code == 303


def test_a_page_that_was_written_anew_is_rated_anew_and_no_other(article: Article) -> None:
    rate(article, 2)
    publish(article, by=None)
    assert rate(article, 3).status_code == 422

    publish(article, by=None, release=Release(size=EditionSize.REWRITTEN))

    assert rate(article, 4).status_code == 303
    rated = Comment.objects.order_by("pk").values_list("edition__number", flat=True)
    assert list(rated) == [1, 3]


def test_hashes_of_two_articles_have_nothing_in_common(article: Article) -> None:
    rate(article, 5)
    rate(LoneArticleFactory(), 5)

    first, second = Comment.objects.values_list("reader_hash", flat=True)
    assert first
    assert second
    assert first != second
    assert HERE not in first


def test_after_thirty_days_nobody_is_recognised_even_if_nothing_was_erased() -> None:
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False) as clock:
        article = LoneArticleFactory()
        rate(article, 5)
        clock.shift(RECOGNISED - timedelta(minutes=1))
        assert rate(article, 1).status_code == 422
        clock.shift(timedelta(minutes=2))

        assert rate(article, 1).status_code == 303


def test_hashes_are_erased_after_thirty_days() -> None:
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False) as clock:
        article = LoneArticleFactory()
        rate(article, 5)
        clock.shift(RECOGNISED - timedelta(minutes=1))
        call_command("forget", verbosity=0)
        assert Comment.objects.exclude(reader_hash="").exists()

        clock.shift(timedelta(minutes=2))
        call_command("forget", verbosity=0)

    assert Comment.objects.get().reader_hash == ""
    assert Comment.objects.get().rating == 5
