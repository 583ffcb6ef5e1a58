"""What writers may change in a comment of theirs, and until when."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from articles.drafts.locking import lock_article_row
from articles.images.stored import StoredImage
from comments import limits, mail, moderation
from comments.blocks import refuse_blocked_writer
from comments.models import Comment, Photo, Status
from comments.photos import attach, delete_files_on_commit, photo_of
from comments.senders import Sender
from comments.spam import bayes
from comments.writing import earlier
from comments.writing.intake import fill, judge
from comments.writing.one_rating import save_with_stars, stars_of
from comments.writing.photo_turns import count_and_store, turn_of
from comments.writing.submission import FIELDS, Submission

EDITABLE_FOR = timedelta(hours=24)
EDITABLE = {Status.HELD, Status.APPROVED}


class TooLate(Exception):
    """Its message is for the writer."""

    def __init__(self) -> None:
        super().__init__(
            "What you sent can no longer be changed: either a day has passed, or a moderator decided "
            "not to publish it. You may still delete it."
        )


def may_edit(comment: Comment, now: datetime | None = None) -> bool:
    return comment.status in EDITABLE and (now or timezone.now()) < comment.created_at + EDITABLE_FOR


def as_submitted(comment: Comment) -> Submission:
    """The submission that would leave the comment as it is: what a form for changing it shows first."""
    photo = photo_of(comment)
    said = {field: getattr(comment, field) for field in FIELDS} | {"rating": stars_of(comment)}
    return Submission(**said, photo_alt=photo.alt_text if photo else "")


def edit_comment(comment: Comment, submission: Submission, *, sender: Sender, token: str) -> Comment:
    """Change the comment into what was sent, and hold it until a moderator has read it again.

    A submission that says what the comment says already changes nothing. `token` is that of the
    private link: a new e-mail address is sent that link.
    Raises TooLate, WriterBlocked, UnusableImage, LimitReached and AlreadyRated, and then changes nothing.
    """
    if not may_edit(comment):
        raise TooLate
    if not _changes(comment, submission):
        return comment
    # The old address too: leaving it out does not make somebody else of the writer.
    refuse_blocked_writer(comment.email, submission.email)
    # Before the photo is decoded, which takes the longest.
    limits.look(sender)
    upload = submission.photo
    stored = _store_photo(upload, sender) if upload else None
    with transaction.atomic():
        # Locked in the order of posting.py and of decisions, so that no two requests wait for
        # each other.
        limits.count(sender)
        article = lock_article_row(comment.article_id)
        comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
        if not may_edit(comment):
            raise TooLate
        email, dangers = comment.email, comment.dangers
        before = earlier.as_it_stood(comment, photo_of(comment), submission)
        # While the old words are still there: they must leave the word counts.
        bayes.unlearn([comment])
        is_counted = comment.rating is not None
        fill(comment, submission)
        photo = _change_photo(comment, submission)
        if upload and stored:
            photo = attach(comment, upload, stored, submission.photo_alt)
        judge(comment, sender, has_photo=photo is not None)
        _hold(comment, submission, sender, is_counted=is_counted)
        earlier.keep(before)
        moderation.recount(article)
        if comment.email != email:
            mail.forget_address(email)
            mail.on_arrival(comment, token)
        if comment.dangers != dangers:
            mail.on_danger(comment)
    return comment


def _store_photo(upload: UploadedFile, sender: Sender) -> StoredImage:
    with turn_of(sender):
        return count_and_store(upload, sender)


def _hold(comment: Comment, submission: Submission, sender: Sender, *, is_counted: bool) -> None:
    """A rating that is counted already and only changed keeps its mark."""
    comment.status, comment.learned = Status.HELD, ""
    comment.is_reported = comment.is_vouched = False
    comment.edited_at = timezone.now()
    if is_counted and submission.rating:
        comment.save()
    else:
        save_with_stars(comment, submission.rating, sender)


def _changes(comment: Comment, submission: Submission) -> bool:
    photo = photo_of(comment)
    if submission.photo or (photo and submission.remove_photo):
        return True
    # Without a photo there is nothing that its description could change.
    same_alt = photo is None or photo.alt_text == submission.photo_alt
    before = as_submitted(comment)
    return not same_alt or any(getattr(before, field) != getattr(submission, field) for field in FIELDS)


def _change_photo(comment: Comment, submission: Submission) -> Photo | None:
    """Delete the photo that is taken away or replaced, or describe it anew; returns what is left."""
    photo = photo_of(comment)
    if photo is None:
        return None
    if submission.photo or submission.remove_photo:
        photo.delete()
        delete_files_on_commit([photo])
        return None
    photo.alt_text = submission.photo_alt
    photo.save(update_fields=["alt_text"])
    return photo
