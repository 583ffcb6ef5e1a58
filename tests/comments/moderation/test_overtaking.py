"""Who comes too late is told who was first: the writer, a colleague, or a reader who reported it."""

import pytest
from django.contrib.auth.models import User

from comments.models import Action, Comment
from comments.moderation import decide, what_was_seen
from comments.writing.withdrawing import take_back
from tests.factories import ApprovedCommentFactory, ModeratorFactory

pytestmark = pytest.mark.django_db


def test_a_gap_names_whom_it_was_left_by(moderator: User) -> None:
    colleague, told = ModeratorFactory(username="noor"), []
    for by in (None, colleague):
        comment = ApprovedCommentFactory()
        ApprovedCommentFactory(article=comment.article, parent=comment, rating=None)
        seen = {comment.pk: what_was_seen(comment)}
        take_back(Comment.objects.get(pk=comment.pk), by=by)
        told += decide([comment], Action.REJECT, by=moderator, seen=seen).overtaken

    assert "was removed by its writer meanwhile" in told[0]
    assert "was already deleted by noor at" in told[1]
