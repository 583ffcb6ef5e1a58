"""Holding a comment again: readers lose it, nothing else does, and undo gives it back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.models import Comment, Decision, Report, Status
from comments.moderation import approve, hold, mark_spam, reject, undo
from comments.spam import bayes
from tests.comments.admin.desk import LIST, listed
from tests.comments.moderation.decisions import log
from tests.factories import ApprovedCommentFactory, HeldCommentFactory

pytestmark = pytest.mark.django_db

Verb = Callable[..., Any]


def counts(comment: Comment) -> tuple[int, int]:
    comment.article.refresh_from_db()
    return comment.article.comment_count, comment.article.rating.count


@pytest.mark.parametrize("decided", [approve, reject, mark_spam])
def test_a_decided_comment_waits_again(decided: Verb, moderator: User, editor: User) -> None:
    comment = HeldCommentFactory()
    decided([comment], by=moderator)
    before = Comment.objects.get().status

    assert hold([comment], by=editor) == 1

    comment.refresh_from_db()
    assert (comment.status, comment.decided_by) == (Status.HELD, editor)
    assert log()[1:] == [("hold", before, "held")]
    assert counts(comment) == (0, 0)
    assert list(Comment.objects.to_decide()) == [comment]


def test_what_is_held_or_removed_is_not_held_again(moderator: User) -> None:
    held = HeldCommentFactory()
    report = Report.objects.create(comment=held, reason="spam")
    gap = HeldCommentFactory(
        article=held.article, status=Status.REMOVED, name="", text="", html="", rating=None
    )

    assert hold([held, gap], by=moderator) == 0
    report.refresh_from_db()
    assert report.settled_at is None


def test_undo_gives_readers_the_comment_back(moderator: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)
    hold([comment], by=moderator)

    undo(Decision.objects.latest("pk"), by=moderator)

    assert Comment.objects.get().status == Status.APPROVED
    assert counts(comment) == (1, 1)


def test_reports_stay_open_while_it_is_held_again(moderator: User) -> None:
    comment = ApprovedCommentFactory()
    report = Report.objects.create(comment=comment, reason="unkind")

    hold([comment], by=moderator)
    report.refresh_from_db()
    while_held = report.settled_at
    reject([comment], by=moderator)
    report.refresh_from_db()

    assert while_held is None
    assert report.settled_at


@pytest.mark.parametrize("decided", [hold, reject])
def test_undo_says_again_that_several_reported_it(decided: Verb, moderator: User) -> None:
    comment = ApprovedCommentFactory(is_reported=True, is_vouched=True)
    decided([comment], by=moderator)

    undo(Decision.objects.latest("pk"), by=moderator)

    comment.refresh_from_db()
    assert (comment.status, comment.is_reported) == (Status.APPROVED, True)


def test_the_checks_forget_the_words_of_what_is_held_again(moderator: User) -> None:
    comment = HeldCommentFactory()
    mark_spam([comment], by=moderator)
    bayes.catch_up()
    learned = Comment.objects.get().learned

    hold([comment], by=moderator)
    bayes.catch_up()

    assert (learned, Comment.objects.get().learned) == ("spam", "")


def test_what_was_reported_by_several_stays_among_the_reported(
    moderator: User, moderator_client: Client
) -> None:
    ApprovedCommentFactory(name="Hidden", is_reported=True, status=Status.HELD)
    comment = ApprovedCommentFactory(name="Vouched", is_reported=True, is_vouched=True)
    hold([comment], by=moderator)

    reported = moderator_client.get(LIST + "?reported=several").content.decode()

    assert set(listed(moderator_client, "?reported=several")) == {"Hidden", "Vouched"}
    assert listed(moderator_client, "?reported=hidden") == ["Hidden"]
    assert reported.count("Reported by several, held again") == reported.count("Hidden after reports") == 1
