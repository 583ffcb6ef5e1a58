"""What a reply answers stands in its own thread."""

import pytest
from django.db import connection

from comments.models import Comment
from comments.moderation import delete
from tests.constraints import is_refused
from tests.factories import ApprovedCommentFactory

pytestmark = pytest.mark.django_db


def reply_to(top: Comment, **fields: object) -> Comment:
    reply: Comment = ApprovedCommentFactory(article=top.article, parent=top, rating=None, **fields)
    return reply


def test_a_reply_answers_the_comment_above_it_or_another_reply_there() -> None:
    top = ApprovedCommentFactory()
    first = reply_to(top)
    other = ApprovedCommentFactory(article=top.article)

    assert not is_refused(lambda: reply_to(top, answers=first), by="comment_answers_in_thread")
    assert is_refused(lambda: reply_to(top, answers=other), by="comment_answers_in_thread")
    assert is_refused(lambda: reply_to(top, answers=reply_to(other)), by="comment_answers_in_thread")


def test_a_comment_that_is_no_reply_answers_nothing() -> None:
    top = ApprovedCommentFactory()

    assert is_refused(
        lambda: Comment.objects.filter(pk=top.pk).update(answers=top), by="comment_on_top_answers_none"
    )


def test_a_reply_stays_when_what_it_answered_is_deleted() -> None:
    top = ApprovedCommentFactory()
    first = reply_to(top)
    second = reply_to(top, answers=first)

    delete([first])
    connection.check_constraints()

    second.refresh_from_db()
    assert (second.parent, second.answers) == (top, None)
