"""Readers find a comment helpful: each connection counts once a day, without a cookie."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from comments.models import Comment, HelpfulVote, Status
from comments.votes import COUNTED, NOT_COUNTED
from tests.comments.views.showing import article_with, page_of, written_on
from tests.comments.writing.test_concurrency import at_once
from tests.conftest import SAME_ORIGIN
from tests.factories import ApprovedCommentFactory, LoneArticleFactory

pytestmark = pytest.mark.django_db


def press(reader: Client, comment: Comment, address: str = "192.0.2.1", **headers: str) -> Any:
    return reader.post(f"/comments/{comment.pk}/helpful/", REMOTE_ADDR=address, headers=headers or None)


def count(comment: Comment) -> int:
    comment.refresh_from_db()
    return comment.helpful_count


def test_a_vote_is_counted_and_shown_and_leads_back_to_the_comment(reader: Client) -> None:
    comment = article_with(1).comments.get()
    before = page_of(comment.article)

    answer = press(reader, comment)

    assert answer.status_code == 303
    place = f"?comment={comment.pk}#comment-{comment.pk}"
    assert answer.headers["Location"] == comment.article.get_absolute_url() + place
    assert not answer.cookies
    assert "data-helpful-count></span>" in before
    assert "data-helpful-count>1</span>" in page_of(comment.article)


def test_a_second_vote_of_the_same_connection_is_not_counted_and_told_so(reader: Client) -> None:
    comment = ApprovedCommentFactory()

    first, second = press(reader, comment), press(reader, comment, **{"User-Agent": "Another"})

    page = second.content.decode()
    assert (first.status_code, second.status_code) == (303, 200)
    assert NOT_COUNTED in page
    assert "Error" not in page
    assert f'href="{first.headers["Location"]}"' in page
    assert count(comment) == 1


@pytest.mark.parametrize(
    ("addresses", "counted"),
    [
        ([f"2001:db8:1:2{end:02x}::1" for end in range(6)], 2),
        ([f"2001:db8:1:{end}00::1" for end in range(6)], 4),
        ([f"192.0.2.{end}" for end in range(10)], 8),
        ([f"2001:db8:{end}::1" for end in range(6)], 6),
    ],
    ids=["one /56", "one /48", "one /24", "strangers"],
)
def test_a_wide_network_counts_a_few_times(reader: Client, addresses: list[str], counted: int) -> None:
    comment = ApprovedCommentFactory()

    statuses = [press(reader, comment, address).status_code for address in addresses]

    assert statuses == [303] * counted + [200] * (len(addresses) - counted)
    assert count(comment) == HelpfulVote.objects.count() == counted


def test_one_connection_votes_for_so_many_comments_a_day(reader: Client, settings: Any) -> None:
    settings.VOTES_A_DAY = 2
    comments = ApprovedCommentFactory.create_batch(3, article=LoneArticleFactory())

    statuses = [press(reader, comment, "2001:db8::1").status_code for comment in comments]

    assert statuses == [303, 303, 200]


@pytest.mark.django_db(transaction=True)
def test_votes_at_once_are_each_counted_once() -> None:
    comment = ApprovedCommentFactory()

    def press_from(address: str) -> Callable[[], int]:
        return lambda: press(Client(headers=SAME_ORIGIN), comment, address).status_code

    # Each of three connections presses three times.
    statuses = at_once([press_from(f"192.0.2.{number % 3}") for number in range(9)])

    assert sorted(statuses) == [200] * 6 + [303] * 3
    assert count(comment) == HelpfulVote.objects.count() == 3


def test_the_script_of_the_button_gets_the_number(reader: Client) -> None:
    comment = ApprovedCommentFactory(helpful_count=4)

    for said in (COUNTED, NOT_COUNTED):
        answer = press(reader, comment, Accept="application/json")

        assert (answer.status_code, answer.json()) == (200, {"helpful_count": 5, "said": said})


def test_each_connection_and_each_comment_is_counted(reader: Client) -> None:
    comment = ApprovedCommentFactory()
    other = ApprovedCommentFactory(article=comment.article)

    for address in ("192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"):
        press(reader, comment, address)
    press(reader, other)

    # Two of the addresses belong to one household.
    assert (count(comment), count(other)) == (4, 1)


def test_the_same_connection_counts_again_on_another_day(reader: Client) -> None:
    comment = ApprovedCommentFactory()
    press(reader, comment)

    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        press(reader, comment)

    assert count(comment) == 2


def test_a_reply_can_be_found_helpful_too(reader: Client) -> None:
    parent = article_with(1).comments.get()
    reply = written_on(9, article=parent.article, parent=parent, rating=None)

    assert press(reader, reply).headers["Location"].endswith(f"#comment-{reply.pk}")
    assert (count(parent), count(reply)) == (0, 1)


def test_a_vote_from_another_site_is_not_counted_and_the_button_is_offered_again() -> None:
    comment = ApprovedCommentFactory()

    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        answer = Client(enforce_csrf_checks=True).post(f"/comments/{comment.pk}/helpful/", headers=headers)

        assert answer.status_code == 403
        page = answer.content.decode()
        assert "It was not counted" in page
        assert f'action="/comments/{comment.pk}/helpful/"' in page
    assert count(comment) == 0


def test_following_a_link_counts_nothing(reader: Client) -> None:
    comment = ApprovedCommentFactory()

    answer = reader.get(f"/comments/{comment.pk}/helpful/")

    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"#comment-{comment.pk}")
    assert count(comment) == 0


def test_what_its_writer_removed_takes_no_vote(reader: Client) -> None:
    gone = ApprovedCommentFactory(status=Status.REMOVED, name="", text="", html="", rating=None)

    press(reader, gone)

    assert count(gone) == 0
    assert not HelpfulVote.objects.exists()


def test_no_address_is_stored_with_a_vote(reader: Client) -> None:
    press(reader, ApprovedCommentFactory(), "192.0.2.77")

    assert "192.0.2.77" not in str(list(HelpfulVote.objects.values()))


def test_the_page_says_how_good_the_count_is() -> None:
    assert "“Helpful” is counted once a day for each connection." in page_of(article_with(1))
