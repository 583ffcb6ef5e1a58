"""A database of the last release keeps its reports, votes and ratings."""

import pytest
from django.contrib.auth.models import User
from django.db import connection

from comments.models import Comment, HelpfulVote, Report, networks_of
from tests.factories import ApprovedCommentFactory
from tests.migrating import migrate_to

BEFORE, AFTER = "0009_replies_in_place", "0010_report_networks"

pytestmark = pytest.mark.django_db


def test_an_update_loses_nothing_and_marks_what_moderators_approved(moderator: User) -> None:
    read = ApprovedCommentFactory(decided_by=moderator, reader_hash="r" * 64)
    unread = ApprovedCommentFactory(article=read.article, reader_hash="s" * 64)
    HelpfulVote.objects.create(comment=read, sender_hash="v" * 64)
    for number in range(2):
        Report.objects.create(comment=unread, reason="spam", sender_hash=f"{number:064}")

    migrate_to("comments", BEFORE)
    migrate_to("comments", AFTER)
    with connection.cursor() as cursor:
        # As the last release still writes it while the new one is being started.
        cursor.execute(
            "INSERT INTO comments_report (comment_id, reason, detail, sender_hash, created_at) "
            "VALUES (%s, 'spam', '', 'x', now())",
            [unread.pk],
        )

    vouched = Comment.objects.order_by("pk").values_list("pk", "is_vouched", "reader_hash")
    assert list(vouched) == [(read.pk, True, "r" * 64), (unread.pk, False, "s" * 64)]
    assert HelpfulVote.objects.count() == 1
    # Later columns are not there yet.
    assert networks_of(unread.reports.only("network")) == 3
