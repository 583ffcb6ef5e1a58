"""How a comment is stored: once, however often it is sent, and held until a moderator approves it."""

import hashlib
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from articles.images.stored import StoredImage
from articles.models import Edition
from comments import limits, mail, moderation
from comments.blocks import refuse_blocked_writer
from comments.models import Action, Comment
from comments.photos import attach
from comments.senders import Sender
from comments.writing.intake import fill, judge, may_appear_at_once
from comments.writing.one_rating import AlreadyRated, save_with_stars
from comments.writing.photo_turns import count_and_store, turn_of
from comments.writing.submission import FIELDS, Submission
from comments.writing.threads import top_of

TOKEN_SALT = "comments.posting.token"  # noqa: S105  # names the purpose of a key, holds none
TOKEN_CHARACTERS = 32  # 128 bits, hexadecimal


@dataclass(frozen=True)
class Posted:
    """The comment and the token of its writer's private link; `is_new` is False for a double submit."""

    comment: Comment
    token: str
    is_new: bool


def post_comment(
    edition: Edition, submission: Submission, *, sender: Sender, answers: Comment | None = None
) -> Posted:
    """Store a comment under the edition's article, or a reply that answers another comment there.

    It is held, unless the site trusts its writer (spam/checks/trust.py). The same submission of
    the same sender makes one comment, however often it arrives.
    Raises WriterBlocked, UnusableImage, LimitReached and AlreadyRated.
    """
    digest = submission_digest(edition, submission, sender, answers)
    # Before the photo is decoded: a double click must not cost a second decode.
    if posted := _posted_before(digest):
        return posted
    refuse_blocked_writer(submission.email)
    comment = Comment(article=edition.article, edition=edition, submission=digest)
    if answers:
        comment.parent, comment.answers = top_of(answers), answers
    comment.token_hash = hash_token(token_for(digest))
    fill(comment, submission)
    try:
        limits.look(sender)
        return _store(comment, submission, sender)
    except (limits.LimitReached, AlreadyRated, IntegrityError):
        # The same submission may have been stored meanwhile by another process.
        if posted := _posted_before(digest):
            return posted
        raise


def _store(comment: Comment, submission: Submission, sender: Sender) -> Posted:
    if submission.photo is None:
        return _store_with(None, comment, submission, sender)
    with turn_of(sender):
        # The same form may have been sent twice, and have waited for itself.
        if posted := _posted_before(comment.submission):
            return posted
        return _store_with(count_and_store(submission.photo, sender), comment, submission, sender)


def _store_with(
    stored: StoredImage | None, comment: Comment, submission: Submission, sender: Sender
) -> Posted:
    """The photo's files are stored before its row: a crash then leaves no row without its files."""
    photo, token = submission.photo, token_for(comment.submission)
    with transaction.atomic():
        judge(comment, sender, has_photo=bool(photo))
        # Counted before anything else is locked, as in edit_comment(): two requests that lock in
        # the same order never wait for each other.
        limits.count(sender)
        save_with_stars(comment, submission.rating, sender)
        if photo and stored:
            attach(comment, photo, stored, submission.photo_alt)
        mail.on_arrival(comment, token)
        mail.on_danger(comment)
        if may_appear_at_once(comment, has_photo=bool(photo)):
            moderation.decide([comment], Action.APPROVE, by=None)
    return Posted(comment, token, is_new=True)


def _posted_before(digest: str) -> Posted | None:
    comment = Comment.objects.filter(submission=digest).first()
    return Posted(comment, token_for(digest), is_new=False) if comment else None


def submission_digest(
    edition: Edition, submission: Submission, sender: Sender, answers: Comment | None = None
) -> str:
    """SHA-256 of what was sent, to which article or comment, and by whom; unique in the database."""
    digest = hashlib.sha256()
    for value in (
        edition.article_id,
        answers.pk if answers else None,
        sender.address_hash + sender.browser,
        *(getattr(submission, name) for name in (*FIELDS, "photo_alt")),
    ):
        part = str(value).encode()
        # The length before each part keeps "ab", "c" apart from "a", "bc".
        digest.update(len(part).to_bytes(8, "big") + part)
    for chunk in submission.photo.chunks() if submission.photo else ():
        digest.update(chunk)
    return digest.hexdigest()


def token_for(digest: str) -> str:
    """The writer's token: made from the submission's digest, so a double submit leads to the same page."""
    return salted_hmac(TOKEN_SALT, digest, algorithm="sha256").hexdigest()[:TOKEN_CHARACTERS]


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find_by_token(token: str) -> Comment | None:
    """The comment of a private link, or None.

    It is found by the token's hash: how long the look-up takes says nothing about the token.
    """
    found = Comment.objects.select_related("article", "edition", "photo", "answers")
    return found.filter(token_hash=hash_token(token)).first()
