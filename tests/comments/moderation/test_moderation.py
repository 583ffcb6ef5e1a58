"""A decision and the counts that readers see change together, or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Article
from comments.models import Comment, Photo, Status
from comments.moderation import approve, delete, recount, reject
from tests.factories import HeldCommentFactory, LoneArticleFactory, PhotoFactory

pytestmark = pytest.mark.django_db

Verb = Callable[..., Any]


def stored_files(media: Path) -> set[str]:
    return {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}


def counts(article: Article) -> tuple[int, list[int]]:
    stored = Article.objects.get(pk=article.pk)
    return stored.comment_count, stored.rating_counts


def test_approving_one_counts_its_words_and_its_rating(moderator: User) -> None:
    comment = HeldCommentFactory(rating=4)
    before = timezone.now()

    changed = approve([comment], by=moderator)

    comment.refresh_from_db()
    assert changed == 1
    assert (comment.status, comment.decided_by) == (Status.APPROVED, moderator)
    assert before <= comment.decided_at <= timezone.now()
    assert counts(comment.article) == (1, [0, 0, 0, 1, 0])


def test_approving_many_counts_each_rating_and_only_words_as_comments(moderator: User) -> None:
    article = LoneArticleFactory()
    for rating in (1, 3, 5, 5, None):
        HeldCommentFactory(article=article, rating=rating)
    HeldCommentFactory(article=article, rating=5, name="", text="", html="")

    changed = approve(Comment.objects.all(), by=moderator)

    assert changed == 6
    assert counts(article) == (5, [1, 0, 1, 0, 3])
    summary = Article.objects.get().rating
    assert (summary.count, summary.mean) == (5, 3.8)


def test_what_was_not_chosen_stays_held(moderator: User) -> None:
    chosen, other = HeldCommentFactory.create_batch(2, article=LoneArticleFactory())

    approve([chosen], by=moderator)

    assert list(Comment.objects.held()) == [other]
    assert counts(chosen.article)[0] == 1


def test_each_article_counts_its_own(moderator: User) -> None:
    first, second, untouched = (
        HeldCommentFactory(rating=1),
        HeldCommentFactory(rating=5),
        HeldCommentFactory(),
    )

    approve([first, second], by=moderator)

    assert counts(first.article) == (1, [1, 0, 0, 0, 0])
    assert counts(second.article) == (1, [0, 0, 0, 0, 1])
    assert counts(untouched.article) == (0, [0, 0, 0, 0, 0])


def test_rejecting_many_keeps_them_from_being_counted(moderator: User) -> None:
    article = LoneArticleFactory()
    HeldCommentFactory.create_batch(3, article=article)

    changed = reject(Comment.objects.all(), by=moderator)

    assert changed == 3
    assert set(Comment.objects.values_list("status", "decided_by")) == {("rejected", moderator.pk)}
    assert counts(article) == (0, [0, 0, 0, 0, 0])


def test_rejecting_what_was_approved_takes_it_away(moderator: User) -> None:
    comment = HeldCommentFactory(rating=2)
    approve([comment], by=moderator)

    changed = reject([comment], by=moderator)

    assert changed == 1
    assert counts(comment.article) == (0, [0, 0, 0, 0, 0])


def test_approving_what_was_rejected_brings_it_back(moderator: User) -> None:
    comment = HeldCommentFactory(rating=2)
    reject([comment], by=moderator)

    changed = approve([comment], by=moderator)

    assert changed == 1
    assert counts(comment.article) == (1, [0, 1, 0, 0, 0])


@pytest.mark.parametrize("decide", [approve, reject])
def test_deciding_the_same_again_changes_nothing(decide: Verb, moderator: User, editor: User) -> None:
    comment = HeldCommentFactory(rating=2)
    decide([comment], by=moderator)
    comment.refresh_from_db()
    decided_at, before = comment.decided_at, counts(comment.article)

    changed = decide([comment], by=editor)

    comment.refresh_from_db()
    assert changed == 0
    assert (comment.decided_at, comment.decided_by) == (decided_at, moderator)
    assert counts(comment.article) == before


@pytest.mark.parametrize("decide", [approve, reject])
def test_deciding_on_nothing_is_no_fault(decide: Verb, moderator: User) -> None:
    assert decide([], by=moderator) == 0


def test_what_is_gone_meanwhile_is_passed_over(moderator: User) -> None:
    gone, there = HeldCommentFactory.create_batch(2, article=LoneArticleFactory())
    chosen = list(Comment.objects.all())
    gone.delete()

    assert approve(chosen, by=moderator) == 1
    assert counts(there.article)[0] == 1


@pytest.mark.parametrize("decide", [approve, reject])
def test_a_decision_without_its_counts_does_not_happen(
    decide: Verb, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = HeldCommentFactory()

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("no counts today")

    monkeypatch.setattr(Article, "set_rating", fail)

    with pytest.raises(RuntimeError, match="no counts today"):
        decide([comment], by=moderator)

    comment.refresh_from_db()
    assert (comment.status, comment.decided_at, comment.decided_by) == (Status.HELD, None, None)


def test_a_decision_leaves_the_working_copy_alone(moderator: User) -> None:
    article = LoneArticleFactory()
    stale = HeldCommentFactory(article=article)
    Article.objects.filter(pk=article.pk).update(title="Changed by an editor meanwhile")
    before = Article.objects.get(pk=article.pk).changed_at

    approve([stale], by=moderator)

    stored = Article.objects.get(pk=article.pk)
    assert (stored.title, stored.changed_at) == ("Changed by an editor meanwhile", before)


def test_articles_are_locked_in_the_order_of_their_numbers(moderator: User) -> None:
    comments = [HeldCommentFactory() for _ in range(3)]

    with CaptureQueriesContext(connection) as asked:
        approve(comments[::-1], by=moderator)

    # In another order two moderators could each wait for the other, too rarely for a test to meet.
    [locking] = [query["sql"] for query in asked.captured_queries if "FOR NO KEY UPDATE" in query["sql"]]
    assert locking.endswith('ORDER BY "articles_article"."id" ASC FOR NO KEY UPDATE')


def test_recounting_mends_counts_that_went_wrong(moderator: User) -> None:
    comment = HeldCommentFactory(rating=2)
    approve([comment], by=moderator)
    comment.article.set_rating([9, 9, 9, 9, 9], writing=1, comment_count=99)

    recount(comment.article)

    assert counts(comment.article) == (1, [0, 1, 0, 0, 0])


# Removing for good


def test_deleting_removes_the_row_and_its_counts(moderator: User) -> None:
    gone, left = HeldCommentFactory.create_batch(2, article=LoneArticleFactory(), rating=3)
    approve([gone, left], by=moderator)

    delete([gone])

    assert list(Comment.objects.all()) == [left]
    assert counts(left.article) == (1, [0, 0, 1, 0, 0])


def test_the_files_of_a_photo_go_once_the_rows_are_gone(
    media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    photo, other = PhotoFactory(color="navy"), PhotoFactory(color="teal")
    kept = set(other.image.names)

    with django_capture_on_commit_callbacks() as waiting:
        delete([photo.comment])
    before = stored_files(media)
    for callback in waiting:
        callback()

    assert before == set(photo.image.names) | kept
    assert stored_files(media) == kept
    assert list(Photo.objects.all()) == [other]


def test_a_deletion_that_fails_keeps_rows_and_files(
    media: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = PhotoFactory()
    files = stored_files(media)

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("no counts today")

    monkeypatch.setattr(Article, "set_rating", fail)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError, match="no counts"):
        delete([photo.comment])

    assert Photo.objects.filter(pk=photo.pk).exists()
    assert stored_files(media) == files != set()


def test_files_that_two_comments_share_go_with_the_last_of_them(
    media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    first, last = PhotoFactory(), PhotoFactory()
    files = stored_files(media)

    with django_capture_on_commit_callbacks(execute=True):
        delete([first.comment])
    after_the_first = stored_files(media)
    with django_capture_on_commit_callbacks(execute=True):
        delete([last.comment])

    assert after_the_first == files == set(last.image.names)
    assert stored_files(media) == set()


def test_both_comments_of_a_shared_photo_can_go_at_once(
    media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    first, last = PhotoFactory(), PhotoFactory()

    with django_capture_on_commit_callbacks(execute=True):
        delete([first.comment, last.comment])

    assert (Comment.objects.count(), stored_files(media)) == (0, set())
