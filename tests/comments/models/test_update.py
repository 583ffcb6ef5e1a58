"""A database of the last release keeps its comments, replies, reports, decisions and letters."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddIndex, RunSQL

from comments.models import Comment, Decision, QueuedMail, Report
from comments.models.queue import WaitingGroup
from comments.moderation import undo
from tests.factories import ApprovedCommentFactory, HeldCommentFactory
from tests.migrating import migrate_to

BEFORE, AFTER = "0011_uncounted_ratings", "0017_waiting_groups"

# Tables that an update finds filled.
LARGE = {"comment", "report", "decision", "helpfulvote", "photo"}

pytestmark = pytest.mark.django_db


def test_an_update_keeps_what_is_there_and_takes_what_the_last_release_still_writes(moderator: User) -> None:
    top = ApprovedCommentFactory()
    reply = ApprovedCommentFactory(article=top.article, parent=top, rating=None)
    rejected = HeldCommentFactory(article=top.article, status="rejected", decided_by=moderator)
    Report.objects.create(comment=top, reason="spam", sender_hash="a")
    letter = {"to": "a@private.example", "text": "A", "html": "A"}
    QueuedMail.objects.create(subject="Somebody answered", comment=reply, **letter)
    QueuedMail.objects.create(subject="12 comments wait, 1 of them urgent", **letter)
    QueuedMail.objects.create(subject="1 comment waits", **letter)
    QueuedMail.objects.create(subject="Choose a new password", **letter)

    migrate_to("comments", BEFORE)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO comments_decision "
            "(comment_id, comment_number, article_id, action, before, after, by_id, at) "
            "VALUES (%s, %s, %s, 'reject', 'held', 'rejected', %s, now())",
            [rejected.pk, rejected.pk, rejected.article_id, moderator.pk],
        )
    migrate_to("comments", AFTER)
    with connection.cursor() as cursor:
        # As the last release still writes it while the new one is being started.
        cursor.execute(
            "INSERT INTO comments_report (comment_id, reason, detail, sender_hash, created_at) "
            "VALUES (%s, 'spam', '', 'x', now())",
            [top.pk],
        )

    # Older replies answer the comment above them, and older letters get their kind.
    rows = Comment.objects.order_by("pk").values_list("answers", "origin", "name")
    assert list(rows) == [(None, None, "Rowan"), (top.pk, None, "Rowan"), (None, None, "Rowan")]
    assert list(Comment.objects.values_list("waiting_group", flat=True)) == [WaitingGroup.TO_READ] * 3
    assert list(Report.objects.values_list("is_blocked", flat=True)) == [False, False]
    kinds = QueuedMail.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["reader", "digest", "digest", "login"]
    # Each decision of before is still undone alone.
    decision = Decision.objects.get()
    assert (decision.batch, decision.was_reported) == (None, False)
    undo(decision, by=moderator)
    rejected.refresh_from_db()
    assert rejected.status == "held"


def test_an_update_of_a_site_with_many_comments_takes_as_long_as_it_needs() -> None:
    """An index of a table that may be large already is built after the limit of time is lifted."""
    known = MigrationLoader(connection).disk_migrations
    operations = [known[app, name].operations for app, name in known if app == "comments" and name > BEFORE]
    building = [
        those[0]
        for those in operations
        if any(isinstance(one, AddIndex) and one.model_name in LARGE for one in those)
    ]

    assert len(building) > 1
    for first in building:
        assert isinstance(first, RunSQL)
        assert first.sql == "SET LOCAL statement_timeout = 0"
