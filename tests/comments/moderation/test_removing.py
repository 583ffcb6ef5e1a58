"""Deleting a comment deletes what belongs to it."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoCaptureOnCommitCallbacks

from comments.models import Action, Comment, Decision, Photo, Status, WordCount
from comments.moderation import (
    approve,
    delete,
    mark_spam,
)
from comments.spam import bayes
from tests.factories import ApprovedCommentFactory, HeldCommentFactory, LoneArticleFactory, PhotoFactory

pytestmark = pytest.mark.django_db


def test_the_word_counts_forget_what_is_deleted(moderator: User) -> None:
    comments = HeldCommentFactory.create_batch(2, article=LoneArticleFactory())
    mark_spam(comments, by=moderator)
    bayes.catch_up()
    learned = WordCount.objects.get(word="").spam

    delete(comments[:1])

    assert (learned, WordCount.objects.get(word="").spam) == (2, 1)


def test_a_deleted_comment_takes_its_replies_and_their_photos_along(
    moderator: User, media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    parent = HeldCommentFactory()
    reply = HeldCommentFactory(article=parent.article, parent=parent, rating=None)
    PhotoFactory(comment=reply)
    approve([parent, reply], by=moderator)

    with django_capture_on_commit_callbacks(execute=True):
        delete([parent], by=moderator)

    parent.article.refresh_from_db()
    assert (Comment.objects.count(), Photo.objects.count()) == (0, 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []
    assert parent.article.comment_count == 0
    assert Decision.objects.filter(action=Action.DELETE).count() == 2


def test_a_gap_goes_with_the_last_reply_that_it_stood_for() -> None:
    gap = HeldCommentFactory(status=Status.REMOVED, name="", text="", html="", rating=None)
    first, last = HeldCommentFactory.create_batch(2, article=gap.article, parent=gap, rating=None)

    delete([first])
    after_the_first = set(Comment.objects.all())
    delete([last])

    assert after_the_first == {gap, last}
    assert not Comment.objects.exists()


def test_a_comment_stays_when_its_last_reply_goes() -> None:
    parent = ApprovedCommentFactory()
    reply = HeldCommentFactory(article=parent.article, parent=parent, rating=None)

    delete([reply])

    assert list(Comment.objects.all()) == [parent]
