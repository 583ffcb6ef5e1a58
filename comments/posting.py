"""How a comment comes in: once, held, with its photo safely stored before its row."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from articles.images import PHOTOS, store_image
from articles.models import Edition
from comments import limits
from comments.addresses import Sender
from comments.models import Comment, Photo
from comments.rendering import text_html

TOKEN_SALT = "comments.posting.token"  # noqa: S105  # names the purpose of a key, holds none
TOKEN_CHARACTERS = 32  # 128 bits, hexadecimal


@dataclass(frozen=True)
class Posted:
    """The comment and the token of its writer's private link. `is_new` is False for a double submit."""

    comment: Comment
    token: str
    is_new: bool


def post_comment(edition: Edition, data: dict[str, Any], *, sender: Sender) -> Posted:
    """Store a reader's cleaned form data as a held comment under the edition's article.

    The same data from the same sender is the same comment, however often it arrives.
    Raises UnusableImage and LimitReached.
    """
    photo: UploadedFile | None = data.get("photo")
    submission = submission_digest(edition, data, sender)
    # Looked up before decoding: a double click must not cost a second decode.
    if posted := _posted_before(submission):
        return posted
    try:
        limits.look(sender.address_hash)
    except limits.LimitReached:
        # It may be this very submit that came in meanwhile and used up the last place.
        if posted := _posted_before(submission):
            return posted
        raise
    image = store_image(photo, PHOTOS) if photo else None
    try:
        with transaction.atomic():
            comment = Comment.objects.create(
                article=edition.article,
                edition=edition,
                submission=submission,
                token_hash=hash_token(token_for(submission)),
                html=text_html(data["text"]) if data["text"] else "",
                **{field: data[field] for field in ("name", "text", "pet", "email", "rating")},
            )
            if image:
                Photo.objects.create(
                    comment=comment, digest=image.digest, width=image.width, height=image.height
                )
            limits.count(sender.address_hash)
    except IntegrityError:
        # The same submit won the race in another worker; any other fault finds no row.
        if posted := _posted_before(submission):
            return posted
        raise
    return Posted(comment, token_for(submission), is_new=True)


def _posted_before(submission: str) -> Posted | None:
    comment = Comment.objects.filter(submission=submission).first()
    return Posted(comment, token_for(submission), is_new=False) if comment else None


def submission_digest(edition: Edition, data: dict[str, Any], sender: Sender) -> str:
    """SHA-256 of what was sent, to which article, by whom; unique in the database."""
    digest = hashlib.sha256()
    for value in (
        edition.article_id,
        sender.address_hash + sender.browser,
        *(data[name] for name in ("name", "text", "pet", "email", "rating")),
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
    """The comment of a private link, or None."""
    wanted = hash_token(token)
    comment = Comment.objects.select_related("article", "edition", "photo").filter(token_hash=wanted).first()
    return comment if comment and hmac.compare_digest(comment.token_hash, wanted) else None
