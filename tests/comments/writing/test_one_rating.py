"""Each reader rates an article once, as far as readers can be recognised."""

import re
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
from comments.moderation import approve
from tests.conftest import SAME_ORIGIN
from tests.factories import LoneArticleFactory, UserFactory

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def article() -> Article:
    return LoneArticleFactory()


def rate(article: Article, stars: int, address: str = HERE, **words: str) -> Any:
    client = Client(headers=SAME_ORIGIN, REMOTE_ADDR=address)
    return client.post(f"{article.get_absolute_url()}comments/", {"rating": str(stars), **words})


def mean(article: Article) -> list[int]:
    approve(Comment.objects.filter(article=article), by=UserFactory())
    article.refresh_from_db()
    return list(article.rating_counts)


def test_the_words_of_a_second_person_are_taken_and_their_stars_kept_uncounted(article: Article) -> None:
    rate(article, 5)

    answer = rate(article, 1, name="Rowan", text="Mine never does it.")

    assert answer.status_code == 303
    second = Comment.objects.get(text="Mine never does it.")
    assert (second.rating, second.uncounted_rating, second.reader_hash) == (None, 1, "")
    private = answer.headers["Location"]
    for page in (private, f"{private}edit/"):
        html = Client().get(page).content.decode()
        assert "Your 1 star stays with what you sent" in html
        assert "each connection counts once" in html
    assert re.search(r'value="1"[^>]* checked', html)
    assert mean(article) == [0, 0, 0, 0, 1]


def test_a_school_behind_one_address_is_taken_word_for_word(article: Article, settings: Any) -> None:
    settings.COMMENTS_A_MINUTE = settings.COMMENTS_OF_ALL_A_MINUTE = 1000

    answers = [
        rate(article, 1 + n % 5, name=f"Pupil {n}", text=f"This is word {n} of mine.") for n in range(30)
    ]

    assert {answer.status_code for answer in answers} == {303}
    assert (Comment.objects.count(), Comment.objects.filter(rating__isnull=False).count()) == (30, 1)
    assert Comment.objects.filter(uncounted_rating__isnull=False).count() == 29


def test_stars_alone_that_cannot_be_counted_are_explained_and_stay_chosen(article: Article) -> None:
    rate(article, 5)

    answer = rate(article, 1)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody on your connection or network has rated this article already" in page
    assert re.search(r'value="1"[^>]* checked', page)
    assert Comment.objects.get().rating == 5


@pytest.mark.parametrize(
    ("addresses", "counted"),
    [
        ([f"2001:db8:1:2{end:02x}::1" for end in range(6)], 2),
        ([f"2001:db8:1:{end}00::1" for end in range(6)], 4),
        ([f"203.0.113.{end}" for end in range(10)], 8),
        ([f"2001:db8:{end}::1" for end in range(6)], 6),
    ],
    ids=["one /56", "one /48", "one /24", "strangers"],
)
def test_a_wide_network_counts_a_few_times(
    article: Article, addresses: list[str], counted: int, settings: Any
) -> None:
    settings.COMMENTS_A_MINUTE = settings.COMMENTS_OF_ALL_A_MINUTE = 1000
    for number, address in enumerate(addresses):
        assert (
            rate(article, 5, address, name="Rowan", text=f"Mine does it {number} times.").status_code == 303
        )

    assert Comment.objects.filter(rating=5).count() == counted
    assert Comment.objects.filter(uncounted_rating=5).count() == len(addresses) - counted


def test_a_rating_from_before_wider_networks_were_known_counts_once(article: Article) -> None:
    rate(article, 5)
    Comment.objects.update(reader_site_hash="", reader_network_hash="")

    rate(article, 1, name="Rowan", text="Mine never does it.")

    assert list(Comment.objects.order_by("pk").values_list("rating", flat=True)) == [5, None]


def test_stars_are_counted_when_the_others_are_gone_and_the_writer_changes_theirs(article: Article) -> None:
    first, second = rate(article, 5), rate(article, 1, name="Rowan", text="Mine never does it.")
    client = Client(headers=SAME_ORIGIN, REMOTE_ADDR=HERE)
    client.post(f"{first.headers['Location']}delete/")

    changed = {"name": "Rowan", "text": "Mine never does it.", "rating": "2"}
    assert client.post(f"{second.headers['Location']}edit/", changed).status_code == 303

    comment = Comment.objects.get()
    assert (comment.rating, comment.uncounted_rating) == (2, None)


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
