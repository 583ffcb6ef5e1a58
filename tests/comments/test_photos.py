"""The files of a photo are kept exactly as long as a comment shows it."""

import os
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from articles.images.decoding import store_image
from articles.images.stored import PHOTOS, StoredImage
from comments import photos
from comments.models import Comment, Photo
from tests.factories import HeldCommentFactory, image_bytes, photo_upload

TWO_DAYS = timedelta(days=2)


def files_in(media: Path) -> set[str]:
    return {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}


def stored_photo(upload: SimpleUploadedFile) -> StoredImage:
    return store_image(upload, PHOTOS)


def attach(comment: Comment, upload: SimpleUploadedFile, stored: StoredImage) -> Photo:
    with transaction.atomic():
        return photos.attach(comment, upload, stored, "A dog")


def age(media: Path) -> None:
    for name in files_in(media):
        then = (timezone.now() - TWO_DAYS).timestamp()
        os.utime(media / name, (then, then))


@pytest.mark.django_db(transaction=True)
def test_files_that_were_deleted_before_the_row_came_are_stored_again(media: Path) -> None:
    upload = photo_upload()
    stored = stored_photo(upload)
    for name in stored.names:
        (media / name).unlink()

    photo = attach(HeldCommentFactory(), upload, stored)

    assert files_in(media) == set(photo.image.names)


@pytest.mark.django_db(transaction=True)
def test_files_that_are_about_to_be_shown_are_not_deleted_under_the_row(media: Path) -> None:
    """Delete the old comment while a new one with the same photo is being stored."""
    content = image_bytes((400, 300))
    upload = photo_upload(content)
    stored = stored_photo(upload)
    old, new = attach(HeldCommentFactory(), upload, stored), HeldCommentFactory()
    is_attached, ended = Event(), Event()

    def post() -> None:
        try:
            with transaction.atomic():
                photos.attach(new, photo_upload(content), stored, "")
                is_attached.set()
                # The deletion below must wait until this ends.
                assert not ended.wait(timeout=0.5)
        finally:
            connection.close()

    posting = Thread(target=post)
    posting.start()
    is_attached.wait(timeout=10)
    with transaction.atomic():
        old.delete()
        photos.delete_files_on_commit([old])
    ended.set()
    posting.join()

    assert files_in(media) == set(Photo.objects.get().image.names)


@pytest.mark.django_db(transaction=True)
def test_a_sweep_deletes_what_a_crash_left_behind_a_day_ago_and_nothing_else(
    media: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = photo_upload(image_bytes(color="red"))
    kept = attach(HeldCommentFactory(), shown, stored_photo(shown))
    orphan = stored_photo(photo_upload(image_bytes(color="blue")))
    part = media / Path(orphan.names[0]).parent / ".part-abc"
    part.write_bytes(b"half a photo")
    age(media)
    fresh = stored_photo(photo_upload(image_bytes(color="green")))

    call_command("sweep_photos")

    assert files_in(media) == {*kept.image.names, *fresh.names}
    assert f"{len(orphan.names) + 1} files" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_site_without_photos_has_nothing_to_sweep() -> None:
    assert photos.sweep() == 0
