"""What a writer may do with a comment of theirs: take a copy along, or take it back."""

import json
from io import BytesIO
from zipfile import ZipFile

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import transaction

from comments import moderation
from comments.models import Comment

GONE = "A comment that its writer deleted"


def copy_of(comment: Comment, address: str) -> bytes:
    """A ZIP file: comment.json with all fields, and the photo as it is stored. `address` is the article's."""
    words = {
        "article": comment.edition.title if comment.edition else "",
        "address": address,
        "sent_at": comment.created_at.isoformat(),
        "status": comment.get_status_display(),
        "rating": comment.rating,
        "text": comment.text,
        "name": comment.name,
        "pet": comment.pet,
        "email": comment.email,
    }
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("comment.json", json.dumps(words, ensure_ascii=False, indent=2))
        if photo := getattr(comment, "photo", None):
            with default_storage.open(photo.image.name(max(photo.image.widths))) as file:
                archive.writestr("photo.webp", file.read())
    return packed.getvalue()


@transaction.atomic
def take_back(comment: Comment) -> None:
    """Delete the row, its e-mail and photo, and the name in the log of what moderators did."""
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Comment), object_id=str(comment.pk)
    ).update(object_repr=GONE)
    moderation.delete([comment])
