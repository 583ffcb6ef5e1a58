"""A moderator approves a comment and answers it in one press, or nothing happens at all."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from articles.publishing import withdraw
from articles.roles import NotAllowed
from comments.models import Action, Comment, Decision, Status
from comments.moderation import approve, mark_spam, reject, undo, what_was_seen
from comments.writing.replying import Overtaken, approve_and_reply, reply_as_staff
from tests.factories import (
    ApprovedCommentFactory,
    AuthorFactory,
    EditorFactory,
    HeldCommentFactory,
    ModeratorFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

WORDS = "Please phone the poison line now."


def answer(comment: Comment, by: User, text: str = WORDS) -> Comment:
    """As from a page that shows the comment as `comment` says."""
    return approve_and_reply(comment, text, by=by, seen=what_was_seen(comment))


def test_one_press_approves_and_answers_with_two_lines_in_the_log(moderator: User) -> None:
    comment = HeldCommentFactory(is_urgent=True, dangers=["chocolate"])

    reply = answer(comment, moderator)

    comment.refresh_from_db()
    assert (comment.status, comment.decided_by, comment.is_vouched) == (Status.APPROVED, moderator, True)
    assert (reply.text, reply.parent, reply.answers) == (WORDS, comment, comment)
    log = Decision.objects.order_by("pk").values_list("comment", "action")
    assert list(log) == [(comment.pk, Action.APPROVE), (reply.pk, Action.REPLY)]
    assert comment.article.comment_count == 2


@pytest.mark.parametrize("text", ["", "a" * 2001])
def test_without_a_reply_that_can_be_taken_nothing_is_approved(moderator: User, text: str) -> None:
    with pytest.raises(ValidationError):
        answer(HeldCommentFactory(), moderator, text)

    assert Comment.objects.get().status == Status.HELD
    assert not Decision.objects.exists()


def test_where_readers_would_not_see_the_reply_nothing_is_approved(moderator: User) -> None:
    top = HeldCommentFactory()
    under = HeldCommentFactory(article=top.article, parent=top, rating=None)

    with pytest.raises(ValidationError, match="do not see the comment above it"):
        answer(under, moderator)

    assert Comment.objects.held().count() == 2


def test_what_somebody_decided_meanwhile_stands_and_nothing_is_said(moderator: User, editor: User) -> None:
    comment = HeldCommentFactory()
    reject([Comment.objects.get()], by=editor)

    with pytest.raises(Overtaken, match="already rejected by"):
        answer(comment, moderator)

    assert Comment.objects.get().status == Status.REJECTED


def test_a_form_that_was_sent_twice_makes_one_reply(moderator: User) -> None:
    comment = HeldCommentFactory()

    assert answer(comment, moderator) == answer(comment, moderator)

    assert comment.replies.count() == 1
    assert Decision.objects.filter(action=Action.APPROVE).count() == 1


def test_a_second_form_never_claims_what_is_no_longer_so(moderator: User, editor: User) -> None:
    comment = HeldCommentFactory()
    reply = answer(comment, moderator)
    approval = Decision.objects.get(action=Action.APPROVE)

    undo(approval, by=moderator)
    mark_spam([comment], by=editor)
    with pytest.raises(Overtaken, match="marked as spam"):
        answer(comment, moderator)
    approve([comment], by=editor)
    reject([reply], by=editor)
    with pytest.raises(Overtaken, match="already approved"):
        answer(comment, moderator)
    with pytest.raises(ValidationError, match="That reply is “rejected” now"):
        reply_as_staff(comment, WORDS, by=moderator)

    assert comment.replies.count() == 1


def test_what_stands_in_no_thread_that_readers_see_takes_no_reply(moderator: User) -> None:
    gap = HeldCommentFactory(status=Status.REMOVED, name="", text="", html="", rating=None)
    under = ApprovedCommentFactory(article=gap.article, parent=gap, rating=None)
    withdrawn = ApprovedCommentFactory()
    withdraw(withdrawn.article, by=None)

    with pytest.raises(ValidationError, match="was removed, so its thread takes no more replies"):
        reply_as_staff(under, WORDS, by=moderator)
    with pytest.raises(ValidationError, match="The article is not published"):
        reply_as_staff(withdrawn, WORDS, by=moderator)


def test_undoing_the_approval_takes_the_reply_from_the_page_until_the_next_one(moderator: User) -> None:
    comment = HeldCommentFactory()
    reply = answer(comment, moderator)

    undo(Decision.objects.get(action=Action.APPROVE), by=moderator)
    hidden = Comment.objects.shown().in_place().count()
    approve([comment], by=moderator)

    assert hidden == 0
    assert set(Comment.objects.shown().in_place()) == {comment, reply}


def test_who_may_answer_and_who_may_approve_too() -> None:
    shown = ApprovedCommentFactory()

    for factory in (VetFactory, EditorFactory, ModeratorFactory):
        assert reply_as_staff(shown, WORDS, by=factory()).author
    with pytest.raises(NotAllowed):
        reply_as_staff(shown, WORDS, by=AuthorFactory())
    for factory in (VetFactory, EditorFactory, AuthorFactory):
        with pytest.raises(NotAllowed):
            answer(HeldCommentFactory(), factory())

    assert Comment.objects.held().count() == 3


def test_a_reply_to_a_reply_stands_beside_it_and_says_what_it_answers(moderator: User) -> None:
    top = ApprovedCommentFactory()
    under = ApprovedCommentFactory(article=top.article, parent=top, rating=None)

    reply = reply_as_staff(under, WORDS, by=moderator)

    assert (reply.parent, reply.answers) == (top, under)
