"""A database of the last release keeps its comments and reports when blocks are added."""

import pytest
from django.db import connection

from comments.models import Report
from tests.factories import HeldCommentFactory
from tests.migrating import migrate_to

BEFORE, AFTER = "0011_uncounted_ratings", "0013_blocks"

pytestmark = pytest.mark.django_db


def test_an_update_keeps_what_is_there_and_takes_what_the_last_release_still_writes() -> None:
    comment = HeldCommentFactory()
    Report.objects.create(comment=comment, reason="spam", sender_hash="a")

    migrate_to("comments", BEFORE)
    migrate_to("comments", AFTER)
    with connection.cursor() as cursor:
        # As the last release still writes it while the new one is being started.
        cursor.execute(
            "INSERT INTO comments_report (comment_id, reason, detail, sender_hash, created_at) "
            "VALUES (%s, 'spam', '', 'x', now())",
            [comment.pk],
        )

    comment.refresh_from_db()
    assert (comment.origin, comment.name) == (None, "Rowan")
    assert list(Report.objects.values_list("is_blocked", flat=True)) == [False, False]
