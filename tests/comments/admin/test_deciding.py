"""Decisions: on many comments at once, on a row, and on a comment's page."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.admin import CommentAdmin
from comments.models import Comment, Photo, Report, Status
from comments.moderation import approve
from tests.comments.admin.desk import LIST, act, change_page, counts
from tests.factories import (
    ApprovedCommentFactory,
    HeldCommentFactory,
    LoneArticleFactory,
    PhotoFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("action", "status", "message", "counted"),
    [
        ("approve_selected", "approved", "2 approved.", (2, 2)),
        ("reject_selected", "rejected", "2 rejected.", (0, 0)),
        ("spam_selected", "spam", "2 marked as spam.", (0, 0)),
    ],
)
def test_many_are_decided_at_once(
    action: str,
    status: str,
    message: str,
    counted: tuple[int, int],
    moderator: User,
    moderator_client: Client,
) -> None:
    first, second, other = HeldCommentFactory.create_batch(3, article=LoneArticleFactory())

    answer = act(moderator_client, action, first, second)

    assert message in answer.content.decode()
    decided = Comment.objects.filter(status=status, decided_by=moderator)
    assert set(decided) == {first, second}
    assert list(Comment.objects.held()) == [other]
    assert counts() == counted


@pytest.mark.parametrize(
    ("button", "status", "counted"),
    [
        ("_approve", "approved", (1, 1)),
        ("_reject", "rejected", (0, 0)),
        ("_spam", "spam", (0, 0)),
    ],
)
def test_one_is_decided_with_a_button_on_its_page(
    button: str, status: str, counted: tuple[int, int], moderator: User, moderator_client: Client
) -> None:
    comment = HeldCommentFactory()
    page = moderator_client.get(change_page(comment)).content.decode()

    answer = moderator_client.post(change_page(comment), {button: "1"}, follow=True)

    assert f'name="{button}"' in page
    assert answer.redirect_chain[-1][0].startswith(LIST)
    assert f": {'marked as spam' if status == 'spam' else status}." in answer.content.decode()
    comment.refresh_from_db()
    assert (comment.status, comment.decided_by) == (status, moderator)
    assert counts() == counted


@pytest.mark.parametrize(
    ("verb", "status"), [("approve", "approved"), ("reject", "rejected"), ("spam", "spam")]
)
def test_one_is_decided_with_a_button_in_its_row(verb: str, status: str, moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    page = moderator_client.get(LIST).content.decode()

    answer = moderator_client.post(LIST + "?rating=4", {"_decide": f"{verb}-{comment.pk}"})

    assert f'value="{verb}-{comment.pk}"' in page
    assert answer.headers["Location"] == LIST + "?rating=4"
    assert Comment.objects.get().status == status


@pytest.mark.parametrize(
    "value", ["", "approve", "approve-", "approve-x", f"approve-{9**40}", "delete-1", "-"]
)
def test_a_row_button_that_nobody_offers_changes_nothing(value: str, moderator_client: Client) -> None:
    HeldCommentFactory()

    answer = moderator_client.post(LIST, {"_decide": value})

    assert answer.status_code == 302
    assert Comment.objects.held().count() == 1


@pytest.mark.parametrize("button", ["list", "page", "ticks"])
def test_an_approved_comment_is_held_again(button: str, moderator: User, moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)
    offered = moderator_client.get(LIST + "?status=approved").content.decode()
    page = moderator_client.get(change_page(comment)).content.decode()

    if button == "list":
        answer = moderator_client.post(LIST, {"_decide": f"hold-{comment.pk}"}, follow=True)
    elif button == "page":
        answer = moderator_client.post(change_page(comment), {"_hold": "1"}, follow=True)
    else:
        answer = act(moderator_client, "hold_selected", comment)

    assert f'value="hold-{comment.pk}"' in offered
    assert 'name="_hold"' in page
    assert 'name="_hold"' not in moderator_client.get(change_page(comment)).content.decode()
    assert "put back on hold." in answer.content.decode()
    assert (Comment.objects.get().status, counts()) == ("held", (0, 0))


def test_photos_are_blurred_many_at_once_and_one_by_one(moderator_client: Client) -> None:
    first, second = PhotoFactory(), PhotoFactory()
    plain = HeldCommentFactory()

    many = act(moderator_client, "blur_selected", first.comment, second.comment, plain)
    blurred = Photo.objects.filter(is_blurred=True).count()
    moderator_client.post(change_page(first.comment), {"_unblur": "1"})

    assert "2 blurred." in many.content.decode()
    assert (blurred, list(Photo.objects.filter(is_blurred=True))) == (2, [second])


def test_a_comment_that_was_reported_can_be_left_as_it_is(moderator_client: Client) -> None:
    comment = ApprovedCommentFactory()
    before = moderator_client.get(change_page(comment)).content.decode()
    Report.objects.create(comment=comment, reason="spam")

    page = moderator_client.get(change_page(comment)).content.decode()
    moderator_client.post(change_page(comment), {"_approve": "1"})
    after = moderator_client.get(change_page(comment)).content.decode()

    assert ["Leave it approved" in html for html in (before, page, after)] == [False, True, False]
    assert Comment.objects.get().status == Status.APPROVED
    assert not Report.objects.filter(settled_at__isnull=True).exists()


def test_deciding_is_only_posted(moderator_client: Client) -> None:
    comment = HeldCommentFactory()

    moderator_client.get(change_page(comment) + "?_approve=1")
    moderator_client.get(LIST + f"?action=approve_selected&_selected_action={comment.pk}")

    assert Comment.objects.held().count() == 1


def test_deciding_needs_the_admins_own_form(moderator: User) -> None:
    comment = HeldCommentFactory()
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)

    answers = [
        client.post(change_page(comment), {"_approve": "1"}),
        client.post(LIST, {"action": "approve_selected", "_selected_action": [comment.pk]}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Comment.objects.held().count() == 1


def test_a_form_without_a_decision_never_undoes_another_moderators(
    moderator: User, moderator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = HeldCommentFactory()
    original = CommentAdmin.save_form

    def meanwhile(self: CommentAdmin, *args: Any, **kwargs: Any) -> Any:
        # Somebody else approves the comment between the reading of the row and its saving.
        approve([comment], by=moderator)
        return original(self, *args, **kwargs)

    monkeypatch.setattr(CommentAdmin, "save_form", meanwhile)

    moderator_client.post(change_page(comment), {"_save": "1"})

    assert Comment.objects.get().status == Status.APPROVED
    assert counts() == (1, 1)


def test_what_was_decided_stays_when_the_moderators_login_goes(moderator: User) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)

    moderator.delete()

    comment.refresh_from_db()
    assert (comment.status, comment.decided_by) == (Status.APPROVED, None)
    assert comment.decided_at > datetime(2026, 1, 1, tzinfo=UTC)
