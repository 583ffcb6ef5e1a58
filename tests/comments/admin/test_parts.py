"""What the list's script gets for a decision, instead of the whole list again."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.admin.cards import PART
from comments.models import Comment, Decision, Photo, Status
from comments.moderation import approve, reject, what_was_seen
from kbsite.parts import HEADER
from tests.comments.admin.desk import LIST
from tests.factories import HeldCommentFactory, PhotoFactory

pytestmark = pytest.mark.django_db

UNDO = "/admin/comments/decision/undo/"


def pressed(client: Client, verb: str, comment: Comment) -> str:
    data = {"_decide": f"{verb}-{comment.pk}", f"seen-{comment.pk}": what_was_seen(comment)}
    return client.post(LIST, data, headers=_headers()).content.decode()


def _headers() -> Any:
    return {HEADER: PART}


def test_a_decision_answers_with_a_line_that_undoes_it_into_a_card(moderator_client: Client) -> None:
    comment = HeldCommentFactory(name="Rowan <b>")

    line = pressed(moderator_client, "approve", comment)
    decision = Decision.objects.get()
    after = Comment.objects.get().status
    card = moderator_client.post(UNDO, {"d": decision.pk}, headers=_headers()).content.decode()

    assert line.strip().startswith("<li")
    assert "Rowan &lt;b&gt;</bdi>. Approved: readers see it now." in line
    assert f'value="{decision.pk}" formaction="{UNDO}"' in line
    assert f'data-held="{comment.pk}"' in card
    assert (after, Comment.objects.get().status) == (Status.APPROVED, Status.HELD)
    # The page is not loaded anew, so no message may wait for the next one.
    assert "messagelist" not in moderator_client.get(LIST).content.decode()


def test_a_line_says_who_was_quicker(moderator: User, editor: User, moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    seen = Comment.objects.get()
    reject([comment], by=editor)

    line = pressed(moderator_client, "approve", seen)

    assert "was already rejected by" in line
    assert "formaction" not in line
    assert Comment.objects.get().status == Status.REJECTED


def test_an_undo_that_is_refused_says_why(moderator: User, editor: User, moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)
    reject([Comment.objects.get()], by=editor)
    first = Decision.objects.order_by("pk")[0]

    line = moderator_client.post(UNDO, {"d": first.pk}, headers=_headers()).content.decode()

    assert "data-done" in line
    assert "formaction" not in line
    assert Comment.objects.get().status == Status.REJECTED


def test_what_was_deleted_meanwhile_is_told(moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    seen = Comment.objects.get()
    comment.delete()

    assert "deleted" in pressed(moderator_client, "spam", seen)


def test_a_blurred_photo_comes_back_on_its_card(moderator_client: Client) -> None:
    photo = PhotoFactory()

    card = pressed(moderator_client, "blur", photo.comment)

    assert "Blurred" in card
    assert 'data-press="blur"' not in card
    assert Photo.objects.get().is_blurred


def test_a_reply_answers_with_a_line_or_with_what_is_wrong(moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    data = {"_reply": comment.pk, f"seen-{comment.pk}": what_was_seen(comment)}

    fault = moderator_client.post(LIST, {**data, f"reply-{comment.pk}": " "}, headers=_headers())
    line = moderator_client.post(LIST, {**data, f"reply-{comment.pk}": "Not odd."}, headers=_headers())

    assert (fault.status_code, "Write a reply first." in fault.content.decode()) == (422, True)
    assert "Approved, and your reply stands under it." in line.content.decode()
    assert list(Comment.objects.values_list("status", flat=True)) == ["approved", "approved"]
