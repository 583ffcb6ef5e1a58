"""How a comment comes in: once, held, with its photo safely stored before its row."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from articles.images.decoding import store_image
from articles.images.stored import PHOTOS
from articles.models import Edition
from comments import limits, mail, moderation
from comments.addresses import Sender
from comments.models import Action, Comment
from comments.photos import attach
from comments.writing.intake import FIELDS, fill, judge, may_appear_at_once
from comments.writing.one_rating import AlreadyRated, is_second, reader_hash, require_first

TOKEN_SALT = "comments.posting.token"  # noqa: S105  # names the purpose of a key, holds none
TOKEN_CHARACTERS = 32  # 128 bits, hexadecimal


@dataclass(frozen=True)
class Posted:
    """The comment and the token of its writer's private link. `is_new` is False for a double submit."""

    comment: Comment
    token: str
    is_new: bool


def post_comment(
    edition: Edition, data: dict[str, Any], *, sender: Sender, parent: Comment | None = None
) -> Posted:
    """Store a reader's cleaned form data under the edition's article, or as a reply to `parent`.

    It is held, unless the site trusts its writer (checks/trust.py). The same data from the same
    sender is the same comment, however often it arrives.
    Raises UnusableImage, LimitReached and AlreadyRated.
    """
    submission = submission_digest(edition, data, sender, parent)
    # Looked up before decoding: a double click must not cost a second decode.
    if posted := _posted_before(submission):
        return posted
    comment = Comment(article=edition.article, edition=edition, parent=parent, submission=submission)
    comment.token_hash = hash_token(token_for(submission))
    comment.reader_hash = reader_hash(edition, sender) if data.get("rating") else ""
    fill(comment, data)
    try:
        limits.look(sender.address_hash)
        require_first(comment)
        return _store(comment, data, sender)
    except (limits.LimitReached, AlreadyRated, IntegrityError) as error:
        # It may be this very submit that came in meanwhile and used up the last place.
        if posted := _posted_before(submission):
            return posted
        if isinstance(error, IntegrityError) and is_second(error):
            raise AlreadyRated from error
        raise


def _store(comment: Comment, data: dict[str, Any], sender: Sender) -> Posted:
    """The photo before its row, so that no crash leaves a row without its files."""
    photo: UploadedFile | None = data.get("photo")
    stored = store_image(photo, PHOTOS) if photo else None
    token = token_for(comment.submission)
    with transaction.atomic():
        judge(comment, sender, has_photo=bool(photo))
        # Before anything else is locked, as edit_comment() does: nobody waits in a circle.
        limits.count(sender.address_hash)
        comment.save()
        if photo and stored:
            attach(comment, photo, stored, data.get("photo_alt", ""))
        mail.on_arrival(comment, token)
        if may_appear_at_once(comment, has_photo=bool(photo)):
            moderation.decide([comment], Action.APPROVE, by=None)
    return Posted(comment, token, is_new=True)


def _posted_before(submission: str) -> Posted | None:
    comment = Comment.objects.filter(submission=submission).first()
    return Posted(comment, token_for(submission), is_new=False) if comment else None


def submission_digest(
    edition: Edition, data: dict[str, Any], sender: Sender, parent: Comment | None = None
) -> str:
    """SHA-256 of what was sent, to which article or comment, by whom; unique in the database."""
    digest = hashlib.sha256()
    for value in (
        edition.article_id,
        parent.pk if parent else None,
        sender.address_hash + sender.browser,
        *(data.get(name) for name in (*FIELDS, "photo_alt")),
    ):
        part = str(value).encode()
        # The length before each part keeps "ab", "c" apart from "a", "bc".
        digest.update(len(part).to_bytes(8, "big") + part)
    photo: UploadedFile | None = data.get("photo")
    for chunk in photo.chunks() if photo else ():
        digest.update(chunk)
    return digest.hexdigest()


def token_for(submission: str) -> str:
    """The writer's token: made from the submission, so that a double submit leads to the same page."""
    return salted_hmac(TOKEN_SALT, submission, algorithm="sha256").hexdigest()[:TOKEN_CHARACTERS]


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find_by_token(token: str) -> Comment | None:
    """The comment of a private link, or None.

    It is found by the token's hash: how long the look-up takes says nothing about the token.
    """
    comments = Comment.objects.select_related("article", "edition", "photo")
    return comments.filter(token_hash=hash_token(token)).first()
