"""Comments and photos that are deleted for good, after a warning."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.models import Comment, Decision, Photo, Report
from comments.moderation import approve
from tests.comments.admin.desk import LIST, counts
from tests.factories import (
    HeldCommentFactory,
    PhotoFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_a_photo_is_removed_only_after_a_warning(moderator_client: Client) -> None:
    comment = PhotoFactory().comment
    path = f"{LIST}{comment.pk}/remove-photo/"

    page = moderator_client.get(path).content.decode()
    after_the_warning = Photo.objects.count()
    moderator_client.post(path)

    assert "nobody can undo that" in page
    assert (after_the_warning, Photo.objects.count(), Comment.objects.count()) == (1, 0, 1)


def test_deleting_says_beforehand_that_nobody_can_undo_it(moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    chosen = {"action": "delete_selected", "_selected_action": [comment.pk]}

    one = moderator_client.get(f"{LIST}{comment.pk}/delete/").content.decode()
    many = moderator_client.post(LIST, chosen).content.decode()

    assert "nobody can undo that" in one
    assert "nobody can undo that" in many


def test_a_reported_comment_can_be_deleted(moderator: User, moderator_client: Client) -> None:
    comment = HeldCommentFactory()
    Report.objects.create(comment=comment, reason="spam")

    moderator_client.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"})

    assert not Comment.objects.exists()
    deleted = Decision.objects.get()
    assert (deleted.action, deleted.comment_number, deleted.by) == ("delete", comment.pk, moderator)


@pytest.mark.parametrize("way", ["one", "many"])
def test_deleting_recounts_and_removes_the_photo(
    way: str, moderator_client: Client, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    photo = PhotoFactory()
    approve([photo.comment], by=UserFactory())

    with django_capture_on_commit_callbacks(execute=True):
        if way == "one":
            moderator_client.post(f"{LIST}{photo.comment.pk}/delete/", {"post": "yes"})
        else:
            chosen = {"action": "delete_selected", "_selected_action": [photo.comment.pk], "post": "yes"}
            moderator_client.post(LIST + "?status=all", chosen)

    assert (Comment.objects.count(), Photo.objects.count()) == (0, 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []
    assert counts() == (0, 0)
