"""A moderator blurs a photo, shows it again, or removes it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoCaptureOnCommitCallbacks

from comments.models import Comment, Photo, Status
from comments.moderation import (
    blur,
    remove_photo,
    unblur,
)
from tests.comments.moderation.decisions import log
from tests.factories import HeldCommentFactory, PhotoFactory

pytestmark = pytest.mark.django_db


def test_a_photo_is_blurred_and_shown_again(moderator: User) -> None:
    photo = PhotoFactory(comment__status=Status.APPROVED)

    assert blur(photo.comment, by=moderator)
    photo.refresh_from_db()
    blurred = photo.is_blurred
    assert unblur(photo.comment, by=moderator)
    photo.refresh_from_db()

    assert (blurred, photo.is_blurred) == (True, False)
    assert log() == [("blur", "approved", "approved"), ("unblur", "approved", "approved")]


@pytest.mark.parametrize("verb", [blur, unblur, remove_photo])
def test_without_a_photo_there_is_nothing_to_do(verb: Callable[..., Any], moderator: User) -> None:
    assert verb(HeldCommentFactory(), by=moderator) is None

    assert log() == []


def test_blurring_twice_is_one_decision(moderator: User) -> None:
    comment = PhotoFactory().comment

    assert blur(comment, by=moderator)
    assert blur(comment, by=moderator) is None

    assert len(log()) == 1


def test_removing_a_photo_leaves_the_words_and_no_file(
    moderator: User, media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    comment = PhotoFactory().comment

    with django_capture_on_commit_callbacks(execute=True):
        assert remove_photo(comment, by=moderator)

    assert list(Comment.objects.all()) == [comment]
    assert not Photo.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []
    assert log() == [("remove-photo", "held", "held")]
