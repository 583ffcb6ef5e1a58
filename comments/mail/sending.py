"""Takes letters from the queue and hands them to the mail server.

No transaction is open while the mail server works. A process takes a letter by setting when it
may be tried again, and deletes it once the server has it; a process that dies in between only
delays the letter. If the server took a letter and its answer was lost, the letter is sent again,
with the same Message-ID.
"""

import logging
import smtplib
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from django.db import transaction
from django.utils import timezone

from comments.mail import bounces
from comments.mail.letters import message_of
from comments.mail.recipients import mailable
from comments.mail.switch import is_on
from comments.models import AlertReason, Comment, LetterKind, QueuedMail, Status

logger = logging.getLogger(__name__)

# The time between one try and the next. After the last, about four days, the letter is given up.
PAUSES = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
    timedelta(hours=24),
    timedelta(hours=36),
]
# No try takes longer; until then no other process takes the letter.
TAKEN_FOR = timedelta(minutes=10)
MAX_ERROR = 200


@dataclass
class Round:
    """How many letters were sent, delayed and given up. `trouble` is why the server could not be used."""

    sent: int = 0
    delayed: int = 0
    given_up: int = 0
    trouble: str = ""


class LetterRefused(Exception):
    """The server refused this one letter; `is_final` if it will always refuse it.

    `is_about_address`: it will refuse every other letter to that address too.
    """

    def __init__(self, words: str, *, is_final: bool, is_about_address: bool = False) -> None:
        super().__init__(words)
        self.is_final, self.is_about_address = is_final, is_about_address

    @classmethod
    def by_server(cls, code: int, words: bytes | str) -> Self:
        said = _text(words)
        return cls(
            f"{code} {said}",
            is_final=code >= bounces.PERMANENT,
            is_about_address=bounces.is_about_address(code, said),
        )


def send_due() -> Round:
    """Send all letters that are due; stops when the server cannot be used."""
    done = Round()
    while is_on() and not done.trouble and (letter := _take()):
        if _is_withdrawn(letter):
            _withdraw(letter)
            continue
        try:
            _send(letter)
        except LetterRefused as error:
            _put_off(letter, str(error), done, is_final=error.is_final)
            if error.is_about_address:
                bounces.mark(letter.to)
        except (OSError, ValueError, smtplib.SMTPException) as error:
            done.trouble = _words(error)
            _put_off(letter, done.trouble, done)
        else:
            QueuedMail.objects.filter(pk=letter.pk).delete()
            done.sent += 1
    return done


def _take() -> QueuedMail | None:
    """The letter that has been due for the longest time and that no other process has taken."""
    now = timezone.now()
    with transaction.atomic():
        due = QueuedMail.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            next_try_at__lte=now
        )
        letter = due.select_related("comment").order_by("next_try_at", "pk").first()
        if letter:
            letter.attempts += 1
            letter.next_try_at = now + TAKEN_FOR
            letter.save(update_fields=["attempts", "next_try_at"])
    return letter


def _send(letter: QueuedMail) -> None:
    """Raises LetterRefused for a fault of this letter; any other error is the server's or its settings'."""
    message = message_of(letter)
    try:
        message.message()
    except ValueError as error:
        # No message can be made from its address or a header.
        raise LetterRefused(_words(error), is_final=True) from error
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise LetterRefused.by_server(code, words) from error
    except smtplib.SMTPDataError as error:
        raise LetterRefused.by_server(error.smtp_code, error.smtp_error) from error


def _put_off(letter: QueuedMail, words: str, done: Round, *, is_final: bool = False) -> None:
    if is_final or letter.attempts > len(PAUSES):
        QueuedMail.objects.filter(pk=letter.pk).delete()
        done.given_up += 1
        # The log does not name the address: logs are kept for longer than comments.
        logger.error(
            "Letter %s was given up at try %s: %s", letter.pk, letter.attempts, _without(letter.to, words)
        )
        return
    QueuedMail.objects.filter(pk=letter.pk).update(
        next_try_at=timezone.now() + PAUSES[letter.attempts - 1],
        last_error=_without(letter.to, words)[:MAX_ERROR],
    )
    done.delayed += 1


def _is_withdrawn(letter: QueuedMail) -> bool:
    """Whether what it tells is no longer so, or its address refused another letter while it waited."""
    if bounces.came_before_refusal(letter):
        return True
    comment = letter.comment
    if comment is None:
        return False
    if letter.kind == LetterKind.ALERT:
        return not _stands(letter.reason, comment)
    # It is about a reply that was hidden.
    return comment.status != Status.APPROVED and mailable(comment.email) != letter.to


def _stands(reason: str, comment: Comment) -> bool:
    """Whether moderators still have to look at the comment for this reason of an alert."""
    if reason == AlertReason.REPORT:
        # Shown though reported, or hidden for it; a moderator who holds it has looked.
        is_asked = comment.status == Status.APPROVED or comment.is_reported
        return is_asked and comment.reports.open().exists()
    return comment.status == Status.HELD and comment.is_urgent


def _withdraw(letter: QueuedMail) -> None:
    with transaction.atomic():
        if letter.kind == LetterKind.READER:
            # If the reply is shown again, a new letter is written to the one whom it answers. A letter
            # to the one who wrote it has nothing to do with that.
            Comment.objects.filter(letters=letter, answers__email=letter.to).update(told_at=None)
        QueuedMail.objects.filter(pk=letter.pk).delete()


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__} {_text(str(error))}".strip()


def _text(words: bytes | str) -> str:
    """A server's message on one line, without characters that PostgreSQL refuses."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


def _without(address: str, words: str) -> str:
    return words.replace(address, "…")
