"""Replies to a comment: readers' replies are held, those of the site's people have a badge."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from articles.models import Article, Contributor
from comments.models import MAX_TEXT, Action, Badge, Comment, Decision, Status
from comments.moderation import approve
from comments.writing.replying import NO_NAME, badge_of, reply_as_staff
from comments.writing.withdrawing import take_back
from tests.comments.views.showing import page_of
from tests.factories import (
    ApprovedCommentFactory,
    AuthorFactory,
    ContributorFactory,
    EditorFactory,
    HeldCommentFactory,
    ModeratorFactory,
    VetFactory,
    photo_upload,
)

pytestmark = pytest.mark.django_db

WORDS = {"name": "Rowan", "text": "Mine does that as well."}


@pytest.fixture
def comment() -> Comment:
    return ApprovedCommentFactory(name="Ash", html="<p>Does yours kick too?</p>")


def answer(reader: Client, comment: Comment, **changes: Any) -> Any:
    return reader.post(f"/comments/{comment.pk}/reply/", WORDS | changes)


def test_the_page_of_a_reply_shows_what_is_answered(reader: Client, comment: Comment) -> None:
    answered = reader.get(f"/comments/{comment.pk}/reply/")

    assert "Does yours kick too?" in answered.content.decode()
    assert answered.headers["X-Robots-Tag"] == "noindex"
    assert not answered.cookies


def test_a_reply_of_a_reader_waits_under_what_it_answers(reader: Client, comment: Comment) -> None:
    answered = answer(reader, comment, photo=photo_upload())

    reply = Comment.objects.exclude(pk=comment.pk).get()
    assert (reply.parent, reply.article, reply.status) == (comment, comment.article, Status.HELD)
    assert (reply.badge, reply.rating) == ("", None)
    assert reply.photo
    assert "Thank you, <bdi>Rowan</bdi>" in reader.get(answered.headers["Location"]).content.decode()


def test_a_reply_cannot_rate(reader: Client, comment: Comment) -> None:
    answer(reader, comment, rating="1", shortfall="unclear")

    reply = Comment.objects.exclude(pk=comment.pk).get()
    assert (reply.rating, reply.shortfall) == (None, "")


def test_what_answers_a_reply_stands_beside_it(reader: Client, comment: Comment) -> None:
    reply = ApprovedCommentFactory(article=comment.article, parent=comment, rating=None)

    answer(reader, reply)

    stored = Comment.objects.get(name="Rowan", status=Status.HELD)
    assert (stored.parent, stored.answers) == (comment, reply)


def test_the_page_says_whom_a_reply_answers_unless_it_is_the_comment_above(comment: Comment) -> None:
    first = ApprovedCommentFactory(name="Ilse", article=comment.article, parent=comment, rating=None)
    second = ApprovedCommentFactory(article=comment.article, parent=comment, answers=first, rating=None)
    link = f'<span>Answers <a href="/comments/{first.pk}/"><bdi>Ilse</bdi></a></span>'

    with_both = page_of(comment.article)
    Comment.objects.filter(pk=first.pk).update(status=Status.REJECTED)
    hidden = page_of(comment.article)
    take_back(first)
    gone = page_of(comment.article)

    assert with_both.count("<span>Answers ") == with_both.count(link) == 1
    assert [link in page or "Ilse" in page for page in (hidden, gone)] == [False, False]
    assert all(f'id="comment-{second.pk}"' in page for page in (with_both, hidden, gone))


def test_the_same_words_to_two_replies_are_two_replies(reader: Client, comment: Comment) -> None:
    replies = ApprovedCommentFactory.create_batch(2, article=comment.article, parent=comment, rating=None)

    for reply in replies:
        answer(reader, reply)

    assert Comment.objects.filter(name="Rowan", status=Status.HELD).count() == 2


def test_the_same_reply_sent_twice_is_one(reader: Client, comment: Comment) -> None:
    other = ApprovedCommentFactory(article=comment.article)

    assert answer(reader, comment).headers["Location"] == answer(reader, comment).headers["Location"]
    assert answer(reader, other).status_code == 303

    assert comment.replies.count() == other.replies.count() == 1


@pytest.mark.parametrize("changes", [{"text": ""}, {"text": "Short"}, {"name": ""}])
def test_a_reply_without_what_it_needs_is_shown_again(
    reader: Client, comment: Comment, changes: dict[str, str]
) -> None:
    answered = answer(reader, comment, **changes)

    page = answered.content.decode()
    assert answered.status_code == 422
    assert "Your reply was not sent" in page
    assert (WORDS | changes)["text"] in page
    assert not comment.replies.exists()


@pytest.mark.parametrize("status", [Status.HELD, Status.REJECTED, Status.SPAM])
def test_what_is_not_shown_cannot_be_answered(reader: Client, status: str) -> None:
    hidden = HeldCommentFactory(status=status)
    under = ApprovedCommentFactory(article=hidden.article, parent=hidden, rating=None)

    assert answer(reader, hidden).status_code == 404
    assert answer(reader, under).status_code == 404


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999"])
def test_a_comment_that_is_not_there_cannot_be_answered(reader: Client, number: str) -> None:
    assert reader.get(f"/comments/{number}/reply/").status_code == 404


def test_a_reply_from_a_page_elsewhere_is_refused(comment: Comment) -> None:
    foreign = Client(headers={"Sec-Fetch-Site": "cross-site"})

    assert answer(foreign, comment).status_code == 403
    assert not comment.replies.exists()


def test_an_approved_reply_is_counted_as_a_comment(moderator: User, reader: Client, comment: Comment) -> None:
    answer(reader, comment)

    approve(comment.replies.all(), by=moderator)

    comment.article.refresh_from_db()
    assert comment.article.comment_count == 2


def test_a_reply_under_a_comment_that_went_is_counted_no_more(moderator: User, comment: Comment) -> None:
    reply = ApprovedCommentFactory(article=comment.article, parent=comment, rating=None)
    comment.status = Status.HELD
    comment.save()

    approve([HeldCommentFactory(article=comment.article)], by=moderator)

    comment.article.refresh_from_db()
    assert reply.status == Status.APPROVED
    assert comment.article.comment_count == 1


def test_a_vets_reply_appears_at_once_with_name_badge_and_a_line_in_the_log(comment: Comment) -> None:
    vet = VetFactory()

    reply = reply_as_staff(comment, "  Many dogs do.\r\nIt is not odd.  ", by=vet)

    assert (reply.status, reply.badge, reply.name) == (Status.APPROVED, Badge.VET, "Vera Ito")
    assert (reply.author, reply.parent, reply.text) == (vet, comment, "Many dogs do.\nIt is not odd.")
    decision = Decision.objects.get(comment=reply)
    assert (decision.action, decision.by) == (Action.REPLY, vet)
    comment.article.refresh_from_db()
    assert comment.article.comment_count == 2


def test_the_same_reply_of_the_same_person_is_stored_once(comment: Comment) -> None:
    vet = VetFactory()

    assert reply_as_staff(comment, "Many dogs do.", by=vet) == reply_as_staff(
        comment, "Many dogs do.", by=vet
    )
    assert comment.replies.count() == 1


@pytest.mark.parametrize("text", ["", " \n ", "a" * (MAX_TEXT + 1), "a\0b"])
def test_staff_are_told_what_a_reply_needs(comment: Comment, text: str) -> None:
    with pytest.raises(ValidationError):
        reply_as_staff(comment, text, by=EditorFactory())


def test_staff_approve_a_comment_before_they_answer_it() -> None:
    with pytest.raises(ValidationError, match="Approve the comment first"):
        reply_as_staff(HeldCommentFactory(), "Many dogs do.", by=EditorFactory())


def test_staff_cannot_answer_what_readers_do_not_see() -> None:
    with pytest.raises(ValidationError, match="A rating without a comment"):
        reply_as_staff(ApprovedCommentFactory(text="", html="", name=""), "Many dogs do.", by=EditorFactory())


def test_a_badge_says_what_somebody_is() -> None:
    article: Article = ApprovedCommentFactory().article
    writer, owner = AuthorFactory(), AuthorFactory()
    ContributorFactory(slug="writer", user=writer)
    article.author = writer.contributor
    article.owner = owner

    badges = [badge_of(user, article) for user in (VetFactory(), EditorFactory(), writer, owner)]

    assert badges == [Badge.VET, Badge.EDITOR, Badge.AUTHOR, Badge.AUTHOR]
    assert badge_of(ModeratorFactory(), article) == Badge.MODERATOR


def test_nobody_is_called_a_vet_without_a_page_that_says_so() -> None:
    comment = ApprovedCommentFactory()
    login: User = VetFactory()
    Contributor.objects.filter(user=login).update(user=None)
    login = User.objects.get(pk=login.pk)

    with pytest.raises(ValidationError, match="needs your page on the site"):
        reply_as_staff(comment, "Please phone a vet.", by=login)


def test_the_name_of_a_login_is_never_shown(comment: Comment) -> None:
    moderator = ModeratorFactory(username="secret-login")

    assert reply_as_staff(comment, "Thank you for asking.", by=moderator).name == NO_NAME
