"""Writers download a copy of their comment, or take it back."""

import json
import secrets
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from articles.drafts.locking import lock_article_row
from comments import mail, moderation
from comments.forgetting import NO_READER
from comments.models import Action, Comment, Decision, Photo, Status
from comments.photos import delete_files_on_commit
from comments.spam import bayes

GONE = "A comment that its writer deleted"


def copy_of(comment: Comment, address: str) -> bytes:
    """A ZIP file with comment.json and the stored photo. `address` is that of the article's page."""
    photo = getattr(comment, "photo", None)
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("comment.json", json.dumps(words_of(comment, address), ensure_ascii=False, indent=2))
        if photo:
            with default_storage.open(photo.image.name(max(photo.image.widths))) as file:
                archive.writestr("photo.webp", file.read())
    return packed.getvalue()


def words_of(comment: Comment, address: str) -> dict[str, Any]:
    """What its writer sent, as JSON holds it. `address` is that of the article's page."""
    photo = getattr(comment, "photo", None)
    return {
        "article": comment.edition.title if comment.edition else "",
        "address": address,
        "sent_at": comment.created_at.isoformat(),
        "edited_at": comment.edited_at.isoformat() if comment.edited_at else None,
        "in_reply_to": comment.answers_id or comment.parent_id,
        "status": comment.get_status_display(),
        "rating": comment.rating or comment.uncounted_rating,
        "rating_is_counted": comment.rating is not None,
        "what_was_missing": comment.get_shortfall_display(),
        "text": comment.text,
        "name": comment.name,
        "pet": comment.pet,
        "email": comment.email,
        "photo_shows": photo.alt_text if photo else "",
        "before_changes": [
            {
                "until": earlier.replaced_at.isoformat(),
                "rating": earlier.rating,
                "text": earlier.text,
                "name": earlier.name,
                "pet": earlier.pet,
                "photo_shows": earlier.alt_text,
            }
            for earlier in comment.earlier_texts.all()
        ],
    }


@transaction.atomic
def take_back(comment: Comment, *, by: User | None = None, address: str | None = None) -> bool:
    """Delete text, rating, e-mail and photo, and the writer's name in the admin's log.

    The row is deleted too, unless others have replied: then an empty comment stays above their replies.
    `by` is the member of staff who does it for the writer, for the log of decisions; a writer is not in it.
    With `address`, a comment that has another e-mail address by now is left as it is.
    Returns False if nothing was deleted: because of that, or because it was gone already.
    """
    # Locked before looking, as for a decision: a reply or a change may be stored at the same time.
    article = lock_article_row(comment.article_id)
    found = Comment.objects.filter(pk=comment.pk).exclude(status=Status.REMOVED).first()
    if found is None or address not in {None, found.email}:
        return False
    comment = found
    # An entry of Django's log names a comment by its writer.
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Comment), object_id=str(comment.pk)
    ).update(object_repr=GONE)
    if comment.replies.exists():
        _leave_gap(comment)
        if by:
            Decision.on(comment, Action.DELETE, by=by, before=comment.status, after=Status.REMOVED).save()
        moderation.recount(article)
    else:
        moderation.delete([comment], by=by)
    return True


def _leave_gap(comment: Comment) -> None:
    """Keep only that there was a comment, when, and what it answered."""
    bayes.unlearn([comment])
    photos = list(Photo.objects.filter(comment=comment))
    for rows in (comment.reports, comment.votes, comment.letters, comment.earlier_texts):
        rows.all().delete()
    Photo.objects.filter(comment=comment).delete()
    delete_files_on_commit(photos)
    Comment.objects.filter(pk=comment.pk).update(
        status=Status.REMOVED,
        **dict.fromkeys(("name", "text", "html", "pet", "email", "shortfall"), ""),
        **dict.fromkeys(("token_hash", *NO_READER, "learned"), ""),
        # The old digest was made of what the writer sent, and the column is unique.
        submission=secrets.token_hex(),
        rating=None,
        uncounted_rating=None,
        origin=None,
        score=0,
        findings=[],
        dangers=[],
        is_urgent=False,
        is_reported=False,
        is_vouched=False,
        helpful_count=0,
        edited_at=None,
        decided_at=timezone.now(),
        decided_by=None,
    )
    if comment.email:
        mail.forget_address(comment.email)
