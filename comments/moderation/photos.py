"""Decisions on photos: blurred until a reader taps it, shown, or removed for good."""

from django.contrib.auth.models import User
from django.db import transaction

from comments.models import Action, Comment, Decision
from comments.moderation.counting import lock_articles_of
from comments.photos import delete_files_on_commit, photo_of


def blur(comment: Comment, *, by: User) -> Decision | None:
    """Blur the photo until a reader taps it. None where it is blurred already, or there is none."""
    return _set_blur(comment, blurred=True, by=by)


def unblur(comment: Comment, *, by: User) -> Decision | None:
    """Show the photo at once. None where it is shown already, or there is none."""
    return _set_blur(comment, blurred=False, by=by)


@transaction.atomic
def remove_photo(comment: Comment, *, by: User) -> Decision | None:
    """Delete the photo and its files; the text stays. Nobody can undo it. None where there is no photo."""
    lock_articles_of([comment.pk])
    photo = photo_of(comment)
    if photo is None:
        return None
    photo.delete()
    delete_files_on_commit([photo])
    return _log(photo.comment, Action.REMOVE_PHOTO, by)


@transaction.atomic
def _set_blur(comment: Comment, *, blurred: bool, by: User) -> Decision | None:
    lock_articles_of([comment.pk])
    photo = photo_of(comment)
    if photo is None or photo.is_blurred is blurred:
        return None
    photo.is_blurred = blurred
    photo.save(update_fields=["is_blurred"])
    return _log(photo.comment, Action.BLUR if blurred else Action.UNBLUR, by)


def _log(comment: Comment, action: Action, by: User) -> Decision:
    decision = Decision.on(comment, action, by=by, before=comment.status, after=comment.status)
    decision.save()
    return decision
