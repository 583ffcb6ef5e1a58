"""Each decision is in the log, settles readers' reports, and takes effect at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoCaptureOnCommitCallbacks

from comments import mail
from comments.models import Action, Comment, Decision, Report, Status
from comments.moderation import (
    approve,
    decide,
    delete,
    hide_reported,
    mark_spam,
    reject,
)
from comments.spam import bayes
from tests.comments.moderation.decisions import log
from tests.factories import ApprovedCommentFactory, HeldCommentFactory, LoneArticleFactory

pytestmark = pytest.mark.django_db


Verb = Callable[..., Any]


STATUS_VERBS = [
    (approve, Action.APPROVE, Status.APPROVED),
    (reject, Action.REJECT, Status.REJECTED),
    (mark_spam, Action.SPAM, Status.SPAM),
]


def report(comment: Comment, count: int = 1) -> None:
    for number in range(count):
        Report.objects.create(comment=comment, reason="unkind", sender_hash=f"reader {number}")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The primary keys of the comments whose approval the mail package was told."""
    numbers: list[int] = []
    monkeypatch.setattr(mail, "on_approval", lambda comment: numbers.append(comment.pk))
    return numbers


@pytest.mark.parametrize(("verb", "action", "status"), STATUS_VERBS)
def test_each_decision_is_one_line_of_the_log_for_each_comment(
    verb: Verb, action: Action, status: Status, moderator: User
) -> None:
    comments = HeldCommentFactory.create_batch(2, article=LoneArticleFactory())

    verb(comments, by=moderator)

    assert log() == [(action, "held", status)] * 2
    lines = Decision.objects.order_by("comment_number")
    assert [(line.comment_number, line.comment, line.by) for line in lines] == [
        (comment.pk, comment, moderator) for comment in comments
    ]
    assert {line.article for line in lines} == {comments[0].article}


@pytest.mark.parametrize(("verb", "action", "status"), STATUS_VERBS)
def test_what_changes_nothing_is_not_in_the_log(
    verb: Verb, action: Action, status: Status, moderator: User
) -> None:
    comment = HeldCommentFactory(status=status)

    assert verb([comment], by=moderator) == 0

    assert log() == []


def test_the_log_outlives_the_comment_and_its_moderator(moderator: User) -> None:
    comment = HeldCommentFactory()
    number = comment.pk
    reject([comment], by=moderator)

    delete([comment], by=moderator)
    moderator.delete()

    assert log() == [("reject", "held", "rejected"), ("delete", "rejected", "")]
    assert set(Decision.objects.values_list("comment_number", flat=True)) == {number}
    assert not Decision.objects.exclude(comment=None, by=None).exists()


def test_a_writer_who_takes_back_a_comment_is_not_in_the_log() -> None:
    delete([HeldCommentFactory()])

    assert log() == []


@pytest.mark.parametrize("verb", [verb for verb, _, _ in STATUS_VERBS])
def test_what_its_writer_removed_is_not_decided_on(verb: Verb, moderator: User) -> None:
    gap = HeldCommentFactory(status=Status.REMOVED, name="", text="", html="", rating=None)

    assert verb([gap], by=moderator) == 0

    assert Comment.objects.get().status == Status.REMOVED


@pytest.mark.parametrize(("verb", "action", "status"), STATUS_VERBS)
def test_a_decision_settles_the_open_reports(
    verb: Verb, action: Action, status: Status, moderator: User
) -> None:
    comment, other = HeldCommentFactory.create_batch(2, is_reported=True)
    report(comment, 3)
    report(other)

    verb([comment], by=moderator)

    comment.refresh_from_db()
    assert not comment.is_reported
    assert not comment.reports.filter(settled_at__isnull=True).exists()
    assert other.reports.filter(settled_at__isnull=True).count() == 1


def test_approving_what_is_approved_answers_its_reports(moderator: User) -> None:
    comment = ApprovedCommentFactory()
    report(comment, 2)

    assert approve([comment], by=moderator) == 1

    assert log() == [("approve", "approved", "approved")]
    assert not Report.objects.filter(settled_at__isnull=True).exists()


def test_reports_hide_an_approved_comment_and_its_count_at_once() -> None:
    comment = HeldCommentFactory(rating=5)
    decide([comment], Action.APPROVE, by=None)
    report(comment, 3)

    assert hide_reported(comment)

    comment.refresh_from_db()
    comment.article.refresh_from_db()
    assert (comment.status, comment.is_reported) == (Status.HELD, True)
    assert (comment.article.comment_count, comment.article.rating.count) == (0, 0)
    assert log()[-1] == ("hide", "approved", "held")
    assert Decision.objects.latest("pk").by is None
    assert Report.objects.filter(settled_at__isnull=True).count() == 3


@pytest.mark.parametrize("status", [Status.HELD, Status.REJECTED, Status.SPAM])
def test_reports_do_not_hide_what_does_not_show(status: Status) -> None:
    comment = HeldCommentFactory(status=status)

    assert not hide_reported(comment)

    comment.refresh_from_db()
    assert (comment.status, comment.is_reported) == (status, False)
    assert log() == []


def test_mail_hears_only_of_what_newly_appears(moderator: User, told: list[int]) -> None:
    held, shown = HeldCommentFactory(), ApprovedCommentFactory()
    report(shown)

    approve([held, shown], by=moderator)
    reject([held], by=moderator)

    assert told == [held.pk]


def test_the_words_are_learned_once_the_decision_is_committed(
    moderator: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    statuses: list[str] = []
    monkeypatch.setattr(bayes, "catch_up", lambda: statuses.append(Comment.objects.get().status))
    comment = HeldCommentFactory()

    with django_capture_on_commit_callbacks(execute=True):
        mark_spam([comment], by=moderator)
        before = list(statuses)

    assert (before, statuses) == ([], ["spam"])


def test_a_decision_stands_although_learning_fails(
    moderator: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def fail() -> None:
        raise RuntimeError("no learning today")

    monkeypatch.setattr(bayes, "catch_up", fail)
    comment = HeldCommentFactory()

    with django_capture_on_commit_callbacks(execute=True):
        assert approve([comment], by=moderator) == 1

    assert Comment.objects.get().status == Status.APPROVED
