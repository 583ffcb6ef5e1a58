"""Keeps what a comment said before its writer changed it, so that moderators see what changed."""

from django.utils import timezone

from comments.models import Comment, EarlierText, Photo, Status
from comments.writing.one_rating import stars_of
from comments.writing.submission import Submission

# Of one comment. A day has room for more changes, but nobody reads them.
MOST_KEPT = 20


def as_it_stood(comment: Comment, photo: Photo | None, submission: Submission) -> EarlierText:
    """The comment before `submission` changes it; the caller stores it with keep()."""
    return EarlierText(
        comment=comment,
        # Also where it was put on hold again.
        status=Status.APPROVED if comment.is_vouched else comment.status,
        name=comment.name,
        text=comment.text,
        pet=comment.pet,
        rating=stars_of(comment),
        alt_text=photo.alt_text if photo else "",
        had_photo=photo is not None,
        is_photo_changed=bool(submission.photo or (photo and submission.remove_photo)),
        replaced_at=timezone.now(),
    )


def keep(earlier: EarlierText) -> None:
    """Store it, and forget the oldest beyond MOST_KEPT.

    What was approved last stays, because everything is compared with it.
    """
    earlier.save()
    rows = EarlierText.objects.filter(comment=earlier.comment_id).order_by("-pk").values_list("pk", "status")
    approved = next((pk for pk, status in rows if status == Status.APPROVED), 0)
    too_old = [pk for pk, _ in rows[MOST_KEPT:] if pk != approved]
    EarlierText.objects.filter(pk__in=too_old).delete()
