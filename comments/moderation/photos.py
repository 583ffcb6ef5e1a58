"""Decisions on photos: blurred until a reader taps it, shown, or removed for good."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from comments.models import Action, Comment, Decision, Photo
from comments.moderation.batches import Batch, store
from comments.moderation.counting import lock_articles_of
from comments.photos import delete_files_on_commit, photo_of


def blur(comment: Comment, *, by: User) -> Decision | None:
    """Blur the photo until a reader taps it. None where it is blurred already, or there is none."""
    return next(iter(blur_photos([comment.pk], by=by)), None)


def unblur(comment: Comment, *, by: User) -> Decision | None:
    """Show the photo at once. None where it is shown already, or there is none."""
    return next(iter(_set_blur([comment.pk], blurred=False, by=by)), None)


def blur_photos(comments: Iterable[int], *, by: User, batch: Batch | None = None) -> list[Decision]:
    """As blur(), for the comments with these primary keys; `batch` is as in batches.store()."""
    return _set_blur(comments, blurred=True, by=by, batch=batch)


@transaction.atomic
def remove_photo(comment: Comment, *, by: User) -> Decision | None:
    """Delete the photo and its files; the text stays. Nobody can undo it. None where there is no photo."""
    lock_articles_of([comment.pk])
    photo = photo_of(comment)
    if photo is None:
        return None
    photo.delete()
    delete_files_on_commit([photo])
    return store([_line(photo.comment, Action.REMOVE_PHOTO, by)])[0]


@transaction.atomic
def _set_blur(
    comments: Iterable[int], *, blurred: bool, by: User, batch: Batch | None = None
) -> list[Decision]:
    wanted = list(comments)
    lock_articles_of(wanted)
    others = Photo.objects.filter(comment__in=wanted).exclude(is_blurred=blurred)
    photos = list(others.select_related("comment").defer("comment__html").order_by("comment_id"))
    Photo.objects.filter(pk__in=[photo.pk for photo in photos]).update(is_blurred=blurred)
    action = Action.BLUR if blurred else Action.UNBLUR
    return store((_line(photo.comment, action, by) for photo in photos), batch)


def _line(comment: Comment, action: Action, by: User) -> Decision:
    return Decision.on(comment, action, by=by, before=comment.status, after=comment.status)
