"""The photos of comments: every row has its files, and files without a row are deleted.

Two comments with the same photo share its files. Whoever creates a row for files or deletes files
first locks their digest, so that files are not deleted while a new row is being created for them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from articles.images.decoding import store_image
from articles.images.stored import PHOTOS, StoredImage
from comments.models import Comment, Photo

# A photo is stored before its row; after this time its row will never be created.
ORPHAN_AFTER = timedelta(hours=24)
PART = ".part-"


def attach(comment: Comment, upload: UploadedFile, stored: StoredImage, alt_text: str) -> Photo:
    """Create the row of a comment's photo, in the transaction that stores the comment.

    `stored` was made from `upload`. Files that were deleted in between are stored again.
    """
    _lock(stored.digest)
    if not all(default_storage.exists(name) for name in stored.names):
        stored = store_image(upload, PHOTOS)
    return Photo.objects.create(
        comment=comment, digest=stored.digest, width=stored.width, height=stored.height, alt_text=alt_text
    )


def photo_of(comment: Comment) -> Photo | None:
    """Read anew, together with its comment: the caller's object may be older than the database."""
    return Photo.objects.filter(comment=comment.pk).select_related("comment").first()


@dataclass(frozen=True)
class OwnPhoto:
    """A photo as its writer sees it, also before it is approved: at addresses behind the private link."""

    photo: Photo
    slug: str
    token: str

    def __getattr__(self, name: str) -> Any:
        """Its words, its size, and whether it is blurred."""
        return getattr(self.photo, name)

    @property
    def src(self) -> str:
        return self._at(min(self.photo.image.widths))

    @property
    def largest_src(self) -> str:
        return self._at(self.photo.width)

    @property
    def srcset(self) -> str:
        return ", ".join(f"{self._at(width)} {width}w" for width in self.photo.image.widths)

    def _at(self, width: int) -> str:
        return reverse("comment_own_photo", args=[self.slug, self.token, width])


def own_photo_of(comment: Comment, token: str) -> OwnPhoto | None:
    photo = photo_of(comment)
    return OwnPhoto(photo, comment.article.slug, token) if photo else None


def delete_files_on_commit(photos: list[Photo]) -> None:
    """Delete files when the transaction that deletes their rows commits: a file cannot be rolled back."""
    for photo in photos:
        transaction.on_commit(partial(_delete_unless_needed, photo.digest, photo.image.names))


def sweep(now: datetime | None = None) -> int:
    """Delete files that a crash left without a row at least a day ago; returns how many they were."""
    before = (now or timezone.now()) - ORPHAN_AFTER
    gone = 0
    for digest, names in _old_files(before):
        if digest.startswith(PART):
            _delete(names)
            gone += len(names)
        else:
            gone += _delete_unless_needed(digest, names)
    return gone


@transaction.atomic
def _delete_unless_needed(digest: str, names: list[str]) -> int:
    _lock(digest)
    if Photo.objects.filter(digest=digest).exists():
        return 0
    _delete(names)
    return len(names)


def _delete(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _lock(digest: str) -> None:
    """PostgreSQL holds the lock until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"photo {digest}"])


def _old_files(before: datetime) -> Iterator[tuple[str, list[str]]]:
    """The digests whose files are all older than `before`, each with the names of its files."""
    if not default_storage.exists(PHOTOS.folder):
        return
    folders, _ = default_storage.listdir(PHOTOS.folder)
    for folder in folders:
        by_digest: dict[str, list[str]] = {}
        for file in default_storage.listdir(f"{PHOTOS.folder}/{folder}")[1]:
            digest = file if file.startswith(PART) else file.rpartition("-")[0]
            by_digest.setdefault(digest, []).append(f"{PHOTOS.folder}/{folder}/{file}")
        for digest, names in by_digest.items():
            if all(default_storage.get_modified_time(name) < before for name in names):
                yield digest, names
