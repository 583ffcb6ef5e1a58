"""Undoing a decision restores exactly what was before, unless somebody decided or edited since."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from comments.models import Action, Comment, Decision, Photo, Report, Status
from comments.moderation import (
    CannotUndo,
    approve,
    blur,
    decide_on_many,
    delete,
    hide_reported,
    mark_spam,
    reject,
    remove_photo,
    unblur,
    undo,
    undo_batch,
)
from tests.factories import HeldCommentFactory, LoneArticleFactory, PhotoFactory

pytestmark = pytest.mark.django_db

Verb = Callable[..., Any]


def last() -> Decision:
    return Decision.objects.latest("pk")


def counts() -> tuple[int, int]:
    article = Comment.objects.get().article
    article.refresh_from_db()
    return article.comment_count, article.rating.count


@pytest.mark.parametrize("verb", [approve, reject, mark_spam])
def test_undo_holds_the_comment_again_and_recounts(verb: Verb, moderator: User, editor: User) -> None:
    comment = HeldCommentFactory()
    verb([comment], by=moderator)
    decision = last()

    undo(decision, by=editor)

    comment.refresh_from_db()
    decision.refresh_from_db()
    assert (comment.status, comment.decided_at, comment.decided_by) == (Status.HELD, None, None)
    assert counts() == (0, 0)
    assert decision.undone_at
    assert (last().action, last().before, last().after, last().by) == (
        "undo",
        decision.after,
        "held",
        editor,
    )


def test_decisions_are_undone_one_after_the_other_back_to_the_first(moderator: User, editor: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)
    first = last()
    reject([comment], by=editor)
    second = last()

    undo(second, by=editor)
    comment.refresh_from_db()
    between = (comment.status, comment.decided_by, counts())
    undo(first, by=editor)
    comment.refresh_from_db()

    assert between == (Status.APPROVED, moderator, (1, 1))
    assert (comment.status, counts()) == (Status.HELD, (0, 0))


def test_words_are_vouched_for_only_while_an_approval_of_them_stands(moderator: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)
    first = last()
    reject([comment], by=moderator)
    rejection = last()
    approve([comment], by=moderator)
    vouched = []
    for decision in (last(), rejection, first):
        undo(decision, by=moderator)
        vouched.append(Comment.objects.get().is_vouched)

    assert vouched == [True, True, False]


def test_an_approval_of_earlier_words_vouches_for_no_others(moderator: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)
    Comment.objects.update(status=Status.HELD, is_vouched=False, edited_at=timezone.now())
    approve([comment], by=moderator)

    undo(last(), by=moderator)

    assert not Comment.objects.get().is_vouched


def test_undo_opens_the_reports_that_the_decision_settled(moderator: User) -> None:
    comment = HeldCommentFactory(status=Status.APPROVED)
    early = Report.objects.create(comment=comment, reason="spam", settled_at=timezone.now())
    Report.objects.create(comment=comment, reason="unkind")
    hide_reported(comment)
    approve([comment], by=moderator)

    undo(last(), by=moderator)

    comment.refresh_from_db()
    assert (comment.status, comment.is_reported) == (Status.HELD, True)
    assert list(Report.objects.filter(settled_at__isnull=False)) == [early]


@pytest.mark.parametrize(("verb", "blurred"), [(blur, False), (unblur, True)])
def test_a_blur_is_undone(verb: Verb, blurred: bool, moderator: User) -> None:
    comment = PhotoFactory(is_blurred=blurred).comment
    verb(comment, by=moderator)

    undo(last(), by=moderator)

    assert Photo.objects.get().is_blurred is blurred
    assert last().action == "undo"


def test_a_blur_is_undone_whatever_was_decided_on_the_words(moderator: User) -> None:
    comment = PhotoFactory().comment
    decision = blur(comment, by=moderator)
    approve([comment], by=moderator)

    assert decision
    undo(decision, by=moderator)

    assert not Photo.objects.get().is_blurred
    assert Comment.objects.get().status == Status.APPROVED


# --- what cannot be undone, and the reason given


def refused(decision: Decision, by: User) -> str:
    """The message of the refusal; nothing may have changed."""
    before = list(Comment.objects.values()), list(Decision.objects.values())
    with pytest.raises(CannotUndo) as told:
        undo(decision, by=by)
    assert (list(Comment.objects.values()), list(Decision.objects.values())) == before
    return str(told.value)


def test_a_later_decision_stands(moderator: User, editor: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)
    first = last()
    reject([comment], by=editor)

    assert refused(first, moderator) == f"{editor.username} decided on it since: “rejected”."


def test_an_edit_by_the_writer_stands(moderator: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)
    Comment.objects.update(status=Status.HELD, edited_at=timezone.now())

    assert refused(last(), moderator) == "Its writer changed it since; it is “held” now."


def test_words_that_changed_while_they_were_held_again_are_not_published_by_undoing_that(
    moderator: User,
) -> None:
    comments = HeldCommentFactory.create_batch(2, article=LoneArticleFactory())
    approve(comments, by=moderator)
    batch = decide_on_many([comment.pk for comment in comments], Action.HOLD, by=moderator).batch
    Comment.objects.filter(pk=comments[0].pk).update(edited_at=timezone.now())

    told = refused(Decision.objects.get(comment=comments[0], action=Action.HOLD), moderator)
    together = undo_batch(batch or 0, by=moderator)

    assert told == "Its writer changed it since; it is “held” now."
    assert together.said == [f"Comment {comments[0].pk}: {told}"]
    assert list(Comment.objects.approved()) == [comments[1]]


def test_nothing_is_undone_twice(moderator: User) -> None:
    approve([HeldCommentFactory()], by=moderator)
    decision = last()
    undo(decision, by=moderator)

    assert refused(decision, moderator) == "It was undone already."
    assert "decide again" in refused(last(), moderator)


def test_what_readers_hid_is_approved_instead(moderator: User) -> None:
    hide_reported(HeldCommentFactory(status=Status.APPROVED))

    assert "approve the comment" in refused(last(), moderator)


def test_a_deleted_comment_and_a_removed_photo_are_gone_for_good(moderator: User) -> None:
    photo = PhotoFactory()
    remove_photo(photo.comment, by=moderator)
    removal = last()
    told = [refused(removal, moderator)]
    delete([photo.comment], by=moderator)

    told += [refused(last(), moderator), refused(removal, moderator)]

    assert told == [
        "The photo and its files were deleted for good.",
        *["The comment was deleted for good."] * 2,
    ]


def test_a_photo_that_was_removed_since_stays_so(moderator: User) -> None:
    comment = PhotoFactory().comment
    decision = blur(comment, by=moderator)
    remove_photo(comment, by=moderator)

    assert decision
    assert "photo removed" in refused(decision, moderator)
