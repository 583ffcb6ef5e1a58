"""A database of the last release keeps its decisions, each of which is still undone alone."""

import pytest
from django.contrib.auth.models import User
from django.db import connection

from comments.models import Comment, Decision
from comments.moderation import undo
from tests.factories import HeldCommentFactory
from tests.migrating import migrate_to

BEFORE, AFTER = "0011_uncounted_ratings", "0012_queue"

pytestmark = pytest.mark.django_db


def test_an_update_keeps_decisions_and_takes_those_of_the_last_release(moderator: User) -> None:
    comment = HeldCommentFactory(status="rejected", decided_by=moderator)
    migrate_to("comments", BEFORE)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO comments_decision "
            "(comment_id, comment_number, article_id, action, before, after, by_id, at) "
            "VALUES (%s, %s, %s, 'reject', 'held', 'rejected', %s, now())",
            [comment.pk, comment.pk, comment.article_id, moderator.pk],
        )

    migrate_to("comments", AFTER)
    decision = Decision.objects.get()
    undo(decision, by=moderator)

    assert (decision.batch, decision.was_reported) == (None, False)
    assert Comment.objects.get().status == "held"
