"""Writes all that is kept for an e-mail address into a ZIP file, for its owner."""

import json
from collections.abc import Iterator
from shutil import copyfileobj
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from comments import mail
from comments.forgetting import FORGOTTEN, IMPORTED
from comments.models import Comment, Photo
from comments.spam.checks import CheckKind
from comments.subjects.holding import (
    NOT_FOUND_BY_ADDRESS,
    blocks_of,
    comments_of,
    find_holding,
    letters_to,
    log_entries_of,
)
from comments.writing.withdrawing import words_of

# The comments and photos of so many rows are in memory at once.
BATCH = 100


def write_export(address: str, file: IO[bytes]) -> None:
    """Write comments.json, the photos in their largest size, and address.json with all the rest.

    However much there is, only a batch of rows and a piece of a photo is held in memory.
    """
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        with archive.open("comments.json", "w") as packed:
            _write_list(packed, _comments(address))
        missing = [number for number in _write_photos(archive, address) if number]
        archive.writestr("address.json", _json(_about(address) | {"photos_without_a_file": missing}))


def photo_name(comment: int) -> str:
    return f"photos/comment-{comment}.webp"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _write_list(packed: IO[bytes], rows: Iterator[dict[str, Any]]) -> None:
    packed.write(b"[")
    for place, row in enumerate(rows):
        packed.write((",\n" if place else "\n").encode() + _json(row).encode())
    packed.write(b"\n]\n")


def _comments(address: str) -> Iterator[dict[str, Any]]:
    found = comments_of(address).order_by("pk").select_related("article", "edition", "photo")
    found = found.defer("html", "article__body", "article__parts", "edition__body", "edition__body_html")
    rows = found.prefetch_related("earlier_texts", "reports", "decisions")
    for comment in rows.iterator(chunk_size=BATCH):
        yield _comment(comment)


def _comment(comment: Comment) -> dict[str, Any]:
    """What its writer sent, and what the site noted about it. It names no moderator and no other reader."""
    photo: Photo | None = getattr(comment, "photo", None)
    page = f"{settings.SITE_URL}{comment.article.get_absolute_url()}"
    return {
        "number": comment.pk,
        **words_of(comment, page),
        "photo": photo_name(comment.pk) if photo else "",
        "photo_is_blurred": photo.is_blurred if photo else False,
        "helpful_count": comment.helpful_count,
        "found_by_the_spam_checks": [_finding(found) for found in comment.findings],
        "score_of_the_spam_checks": comment.score,
        "words_are_counted_as": comment.learned,
        "may_mean_danger": comment.dangers,
        "decided_at": comment.decided_at.isoformat() if comment.decided_at else None,
        "decisions": [
            {"at": decision.at.isoformat(), "what": decision.get_action_display()}
            for decision in comment.decisions.all()
        ],
        "reports_by_others": [
            {"at": report.created_at.isoformat(), "reason": report.get_reason_display()}
            for report in comment.reports.all()
        ],
        "letter_about_this_answer_at": comment.told_at.isoformat() if comment.told_at else None,
        "hashes_kept": _hashes(comment),
    }


def _finding(found: dict[str, Any]) -> dict[str, Any]:
    """Without what a block names, which may be the address of somebody else."""
    if found["check"] == CheckKind.BLOCKED:
        return {"check": found["check"], "points": found["points"]}
    return found


def _hashes(comment: Comment) -> list[str]:
    kept = {
        "of the private link": comment.token_hash,
        "of the network address, for the rating": comment.reader_hash,
        "of its networks, for a block": bool(comment.origin),
        "of what was sent and from where": not comment.submission.startswith((FORGOTTEN, IMPORTED)),
    }
    return [what for what, is_kept in kept.items() if is_kept]


def _write_photos(archive: ZipFile, address: str) -> Iterator[int]:
    """Yields the numbers of comments whose photo has no file."""
    photos = Photo.objects.filter(comment__in=comments_of(address)).order_by("pk")
    for photo in photos.iterator(chunk_size=BATCH):
        try:
            stored = default_storage.open(photo.image.name(max(photo.image.widths)))
        except FileNotFoundError:
            yield photo.comment_id
            continue
        # It is compressed already.
        entry = ZipInfo(photo_name(photo.comment_id), timezone.localtime().timetuple()[:6])
        entry.compress_type = ZIP_STORED
        with stored, archive.open(entry, "w") as packed:
            copyfileobj(stored, packed)


def _about(address: str) -> dict[str, Any]:
    holding = find_holding(address)
    recipient = mail.find(address)
    times = ("asked_at", "confirmed_at", "stopped_at", "bounced_at")
    letters = {name: getattr(recipient, name) for name in times} if recipient else {}
    return {
        "address": address,
        "site": settings.SITE_URL,
        "made_at": timezone.now().isoformat(),
        "comments": holding.comments,
        "answers_by_others": holding.answers,
        "keyed_hash_of_the_address": recipient is not None,
        "letters": {name: at.isoformat() if at else None for name, at in letters.items()},
        "letters_that_wait": list(_letters(address)),
        # Without the reason, which is a word among moderators and may name others.
        "blocks": [
            {
                "what": block.get_kind_display(),
                "since": block.created_at.isoformat(),
                "until": block.ends_at.isoformat() if block.ends_at else None,
                "lifted": block.lifted_at.isoformat() if block.lifted_at else None,
            }
            for block in blocks_of(address)
        ],
        "entries_of_the_admins_log": [
            {"at": entry.action_time.isoformat(), "names": entry.object_repr}
            for entry in log_entries_of(address)
        ],
        "a_login_has_this_address": holding.has_login,
        "not_found_by_an_address": NOT_FOUND_BY_ADDRESS,
    }


def _letters(address: str) -> Iterator[dict[str, Any]]:
    """The text only of letters about their own comments: others quote what somebody else wrote."""
    for letter in letters_to(address).select_related("comment"):
        is_own = letter.comment is not None and letter.comment.email == address
        yield {
            "subject": letter.subject,
            "kind": letter.get_kind_display(),
            "written_at": letter.created_at.isoformat(),
            **({"text": letter.text} if is_own else {}),
        }
