"""What a writer may change in a comment of theirs, and until when."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.images.decoding import store_image
from articles.images.stored import PHOTOS
from articles.models import Article
from comments import limits, mail, moderation
from comments.addresses import Sender
from comments.models import Comment, Photo, Status
from comments.photos import attach, delete_files_on_commit, photo_of
from comments.spam import bayes
from comments.writing.intake import FIELDS, fill, judge
from comments.writing.one_rating import AlreadyRated, is_second, reader_hash, require_first

EDITABLE_FOR = timedelta(hours=24)
EDITABLE = {Status.HELD, Status.APPROVED}


class TooLate(Exception):
    """The message is meant for the writer."""

    def __init__(self) -> None:
        super().__init__(
            "What you sent can no longer be changed: either a day has passed, or a moderator decided "
            "not to publish it. You may still delete it."
        )


def may_edit(comment: Comment, now: datetime | None = None) -> bool:
    return comment.status in EDITABLE and (now or timezone.now()) < comment.created_at + EDITABLE_FOR


def said_in(comment: Comment) -> dict[str, Any]:
    """What a form for changing it holds at first."""
    photo = photo_of(comment)
    return {field: getattr(comment, field) for field in FIELDS} | {
        "photo_alt": photo.alt_text if photo else ""
    }


def edit_comment(comment: Comment, data: dict[str, Any], *, sender: Sender, token: str) -> Comment:
    """Take over the changes; the comment is held again until a moderator has read them.

    `data` is a reader's cleaned form, with "remove_photo" too; what says what stands there
    already changes nothing, however often it is sent. `token` is that of the private link,
    for an e-mail address that is new.
    Raises TooLate, UnusableImage, LimitReached and AlreadyRated, and then changes nothing.
    """
    if not may_edit(comment):
        raise TooLate
    if not _changes(comment, data):
        return comment
    limits.look(sender.address_hash)
    upload: UploadedFile | None = data.get("photo")
    stored = store_image(upload, PHOTOS) if upload else None
    try:
        with transaction.atomic():
            # Locked in the order of posting.py and of decisions: two that wait for each other never end.
            limits.count(sender.address_hash)
            article = Article.objects.select_for_update(no_key=True).get(pk=comment.article_id)
            comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
            if not may_edit(comment):
                raise TooLate
            email = comment.email
            # It has to forget the words that it learned, before these are others.
            bayes.unlearn([comment])
            _mark_rating(comment, data, sender)
            fill(comment, data)
            photo = _change_photo(comment, data, upload)
            if upload and stored:
                photo = attach(comment, upload, stored, data.get("photo_alt", ""))
            judge(comment, sender, has_photo=photo is not None)
            _hold(comment)
            moderation.recount(article)
            if comment.email != email:
                mail.forget_address(email)
                mail.on_arrival(comment, token)
    except IntegrityError as error:
        if is_second(error):
            raise AlreadyRated from error
        raise
    return comment


def _hold(comment: Comment) -> None:
    comment.status, comment.is_reported, comment.learned = Status.HELD, False, ""
    comment.edited_at = timezone.now()
    comment.save()


def _changes(comment: Comment, data: dict[str, Any]) -> bool:
    photo = photo_of(comment)
    alt_text = photo.alt_text if photo else ""
    said = {field: value for field, value in data.items() if field not in NOT_FIELDS}
    return bool(
        data.get("photo")
        or (photo and data.get("remove_photo"))
        or (photo and data.get("photo_alt", alt_text) != alt_text)
        or any(getattr(comment, field) != value for field, value in said.items())
    )


# What a form says beyond the comment's own fields.
NOT_FIELDS = {"photo", "photo_alt", "remove_photo", "website"}


def _mark_rating(comment: Comment, data: dict[str, Any], sender: Sender) -> None:
    """A rating that was not there before is marked as this reader's; one that was keeps its mark."""
    if not data.get("rating"):
        comment.reader_hash = ""
    elif comment.rating is None and comment.edition:
        comment.reader_hash = reader_hash(comment.edition, sender)
        require_first(comment)


def _change_photo(comment: Comment, data: dict[str, Any], upload: UploadedFile | None) -> Photo | None:
    """The photo that is left: without the one that was taken away or is about to be replaced."""
    photo = photo_of(comment)
    if photo is None:
        return None
    if upload or data.get("remove_photo"):
        photo.delete()
        delete_files_on_commit([photo])
        return None
    photo.alt_text = data.get("photo_alt", photo.alt_text)
    photo.save(update_fields=["alt_text"])
    return photo
