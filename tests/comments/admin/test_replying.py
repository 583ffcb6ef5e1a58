"""Replies that moderators write on a comment's page."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.models import Comment
from tests.comments.admin.desk import LIST, change_page
from tests.factories import (
    ApprovedCommentFactory,
)

pytestmark = pytest.mark.django_db


def test_a_moderator_replies_from_the_comments_page(moderator: User, moderator_client: Client) -> None:
    comment = ApprovedCommentFactory()
    path = f"{LIST}{comment.pk}/reply/"
    page = moderator_client.get(change_page(comment)).content.decode()

    answer = moderator_client.post(path, {"text": "Thank you for the test."}, follow=True)

    reply = Comment.objects.get(parent=comment)
    assert f'action="{path}"' in page
    assert (reply.text, reply.author, reply.status) == ("Thank you for the test.", moderator, "approved")
    assert "Your reply is shown under the comment." in answer.content.decode()


def test_what_shows_no_words_is_offered_no_reply(moderator_client: Client) -> None:
    rating = ApprovedCommentFactory(name="", text="", html="", rating=1)

    html = moderator_client.get(change_page(rating)).content.decode()

    assert "/reply/" not in html


@pytest.mark.parametrize(
    ("text", "error"), [("", "Write a reply first."), ("x" * 2001, "Write at most 2,000")]
)
def test_a_reply_that_cannot_be_taken_says_why_and_is_kept(
    text: str, error: str, moderator_client: Client
) -> None:
    comment = ApprovedCommentFactory()

    html = moderator_client.post(f"{LIST}{comment.pk}/reply/", {"text": text}).content.decode()

    assert error in html
    assert text in html
    assert Comment.objects.count() == 1
