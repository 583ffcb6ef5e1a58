"""How many comments are taken, and what a reader is told beyond that."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from articles.models import Article
from comments.forgetting import KEPT
from comments.models import Comment, Tally
from tests.conftest import SAME_ORIGIN
from tests.factories import ApprovedCommentFactory, LoneArticleFactory, photo_upload

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as TestResponse

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 3, 12, 0, 30, tzinfo=UTC)
HERE = "2001:db8:1:2::7"
THERE = "203.0.113.8"
TAKEN = 303
TOO_MANY = 429


def send(article: Article, number: int, address: str = HERE, **fields: Any) -> "TestResponse":
    """A comment that no other one resembles."""
    client = Client(headers=SAME_ORIGIN, REMOTE_ADDR=address)
    words = {"name": "Rowan", "text": f"This is comment number {number}.", **fields}
    return client.post(f"/articles/{article.slug}/comments/", words)


def statuses(article: Article, count: int, address: str = HERE) -> list[int]:
    return [send(article, number, address).status_code for number in range(count)]


@time_machine.travel(NOON, tick=False)
def test_a_seventh_comment_within_a_minute_is_handed_back_with_its_words() -> None:
    article = LoneArticleFactory()
    assert statuses(article, 6) == [TAKEN] * 6

    answer = send(article, 7, pet="two beagles", rating="3")

    page = answer.content.decode()
    assert answer.status_code == TOO_MANY
    assert "We take 6 comments a minute from one connection." in page
    assert "This is comment number 7." in page
    assert 'value="two beagles"' in page
    assert int(answer.headers["Retry-After"]) == 31
    assert Comment.objects.count() == 6


def test_a_minute_later_the_same_words_are_taken() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        article = LoneArticleFactory()
        assert statuses(article, 7) == [TAKEN] * 6 + [TOO_MANY]

        clock.shift(timedelta(seconds=31))

        assert send(article, 6).status_code == TAKEN


def test_a_thirty_first_comment_within_a_day_waits_for_tomorrow() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        article = LoneArticleFactory()
        for number in range(30):
            assert send(article, number).status_code == TAKEN
            clock.shift(timedelta(seconds=15))

        answer = send(article, 30)
        assert answer.status_code == TOO_MANY
        assert "We take 30 comments a day" in answer.content.decode()

        clock.shift(timedelta(days=1))
        assert send(article, 30).status_code == TAKEN


@time_machine.travel(NOON, tick=False)
def test_one_reader_does_not_use_up_what_another_may_send() -> None:
    article = LoneArticleFactory()
    statuses(article, 7)

    assert send(article, 1, THERE).status_code == TAKEN


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("other", "status"), [("2001:db8:1:2::9", TOO_MANY), ("2001:db8:1:3::1", TAKEN)], ids=["same /64", "next"]
)
def test_a_household_of_ipv6_addresses_counts_as_one(other: str, status: int) -> None:
    article = LoneArticleFactory()
    assert statuses(article, 6, "2001:db8:1:2::1") == [TAKEN] * 6

    assert send(article, 7, other).status_code == status


@time_machine.travel(NOON, tick=False)
def test_a_flood_from_everywhere_is_held_up(settings: Any) -> None:
    settings.COMMENTS_OF_ALL_A_MINUTE = 3
    article = LoneArticleFactory()
    answers = [send(article, number, f"203.0.{number}.7") for number in range(4)]

    assert [answer.status_code for answer in answers] == [TAKEN] * 3 + [TOO_MANY]
    assert "Very many comments" in answers[-1].content.decode()


@time_machine.travel(NOON, tick=False)
def test_what_was_refused_or_sent_twice_counts_for_nothing() -> None:
    article = LoneArticleFactory()
    for _ in range(8):
        assert send(article, 1, name="").status_code == 422
        assert send(article, 1).status_code == TAKEN

    assert [send(article, number).status_code for number in (2, 3, 4, 5, 6)] == [TAKEN] * 5
    assert send(article, 6).status_code == TAKEN
    assert send(article, 7).status_code == TOO_MANY


@time_machine.travel(NOON, tick=False)
def test_a_photo_too_many_is_not_even_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    article = LoneArticleFactory()
    statuses(article, 6)
    monkeypatch.setattr("comments.writing.photo_turns.store_image", lambda *_: pytest.fail("decoded"))

    assert send(article, 7, photo=photo_upload()).status_code == TOO_MANY


def test_no_address_is_stored_and_what_recognises_one_is_erased() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        article = LoneArticleFactory()
        send(article, 1)
        assert not Tally.objects.filter(sender__contains=HERE).exists()
        [before] = Comment.objects.values_list("submission", flat=True)

        clock.shift(KEPT - timedelta(minutes=1))
        call_command("forget", verbosity=0)
        assert Comment.objects.filter(submission=before).exists()

        clock.shift(timedelta(minutes=2))
        call_command("forget", verbosity=0)

    [comment] = Comment.objects.all()
    assert comment.submission != before
    assert comment.text == "This is comment number 1."
    assert not Tally.objects.filter(span=timedelta(minutes=1)).exists()


REST = ", ".join(
    [
        "0 old counts of searches",
        "0 comments that were rejected or spam",
        "0 texts from before a comment was changed",
        "0 e-mail addresses that nobody confirmed.",
    ]
)


def test_forgetting_says_what_it_did_and_does_it_once(capsys: pytest.CaptureFixture[str]) -> None:
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    Comment.objects.filter(pk__in=[ApprovedCommentFactory().pk, ApprovedCommentFactory().pk]).update(
        created_at=long_ago
    )

    call_command("forget")
    call_command("forget")

    erased = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Erased")]
    assert erased == [
        "Erased: hashes of readers' addresses in 2 rows, " + REST,
        "Erased: hashes of readers' addresses in 0 rows, " + REST,
    ]
    assert Comment.objects.values("submission").distinct().count() == 2
