"""Moderators see what a writer changed since the comment was approved."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment, EarlierText, Status
from tests.comments.admin.desk import change_page
from tests.factories import HeldCommentFactory, PhotoFactory

pytestmark = pytest.mark.django_db


def earlier(comment: Comment, minutes_ago: int = 1, **said: Any) -> EarlierText:
    stood = {"status": "approved", "name": comment.name, "text": comment.text, "rating": comment.rating}
    at = timezone.now() - timedelta(minutes=minutes_ago)
    return EarlierText.objects.create(comment=comment, replaced_at=at, **stood | said)


def shown(client: Client, comment: Comment) -> str:
    page = client.get(change_page(comment)).content.decode()
    return page.partition("What its writer changed")[2].partition("What was decided")[0]


def test_words_that_came_and_went_since_the_approval_are_marked(moderator_client: Client) -> None:
    comment = HeldCommentFactory(
        text="Mine kicks with both legs. Buy at pills.example.", rating=1, pet="a cat"
    )
    earlier(comment, text="Mine kicks with both legs.", rating=5, pet="")

    page = shown(moderator_client, comment)

    assert "Since it was approved" in page
    assert "<ins>Buy at pills.example.</ins>" in page
    assert "<del>5</del> of 5" in page
    assert "<ins>1</ins> of 5" in page
    assert "<ins>a cat</ins>" in page


def test_it_is_compared_with_what_was_approved_last(moderator_client: Client) -> None:
    comment = HeldCommentFactory(text="Now")
    earlier(comment, 3, text="Long ago", status="approved")
    earlier(comment, 2, text="Approved", status="approved")
    earlier(comment, 1, text="In between", status="held")

    since = shown(moderator_client, comment).partition("<details")[0]

    assert "<del>Approved</del>" in since
    assert "<ins>Now</ins>" in since
    assert "In between" not in since


def test_each_change_can_be_read_the_newest_first(moderator_client: Client) -> None:
    comment = HeldCommentFactory(text="Third", status=Status.APPROVED)
    earlier(comment, 2, text="First", status="held")
    earlier(comment, 1, text="Second", status="held")

    page = shown(moderator_client, comment)

    assert "approved as it stands now" in page
    assert "2 changes, the newest first" in page
    assert page.index("<del>Second</del>") < page.index("<del>First</del>")


@pytest.mark.parametrize(
    ("had", "has", "said"),
    [(True, True, "Another photo"), (False, True, "Added"), (True, False, "Taken away")],
)
def test_a_change_of_the_photo_is_told_in_words(
    moderator_client: Client, had: bool, has: bool, said: str
) -> None:
    comment = PhotoFactory().comment if has else HeldCommentFactory()
    earlier(comment, had_photo=had, is_photo_changed=True)

    assert said in shown(moderator_client, comment)


def test_a_change_that_readers_do_not_see_is_told_too(moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    earlier(comment)

    assert "Nothing that readers see" in shown(moderator_client, comment)


def test_going_back_to_what_was_approved_is_told_as_that(moderator_client: Client) -> None:
    comment = HeldCommentFactory(text="Approved words")
    earlier(comment, 2)
    earlier(comment, 1, text="Other words", status="held")

    since = shown(moderator_client, comment).partition("<details")[0]

    assert "It says again what was approved." in since
    assert "Nothing that readers see" not in since


def test_words_that_were_approved_and_put_on_hold_again_are_not_new(moderator_client: Client) -> None:
    comment = HeldCommentFactory(text="Approved last", is_vouched=True)
    earlier(comment, text="Approved first")

    assert "approved as it stands now" in shown(moderator_client, comment)


def test_hostile_words_are_shown_as_words(moderator_client: Client) -> None:
    comment = HeldCommentFactory(text="<script>alert(1)</script>", name="<b>")
    earlier(comment, text="<img src=x onerror=alert(1)>", name="</del>")

    page = shown(moderator_client, comment)

    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page.replace("<ins>", "").replace("</ins>", "")


def test_a_comment_that_was_never_changed_says_nothing_of_it(moderator_client: Client) -> None:
    page = moderator_client.get(change_page(HeldCommentFactory())).content.decode()

    assert "What its writer changed" not in page


def test_many_changes_cost_as_many_queries_as_one(moderator_client: Client, moderator: User) -> None:
    comment = HeldCommentFactory()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            moderator_client.get(change_page(comment))
        return len(captured)

    earlier(comment, 99)
    one = queries()
    for minutes in range(19):
        earlier(comment, 50 - minutes, text=f"Text {minutes}")

    assert queries() == one
