"""The queue of letters: the server refuses or delays one, or two processes try to send it."""

import logging
import smtplib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from comments.mail import sending
from comments.mail.letters import message_of, one_line
from comments.mail.sending import PAUSES, send_due
from comments.models import QueuedMail
from tests.comments.mail.conftest import WRITER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_on")]


def queued(**fields: Any) -> QueuedMail:
    words = {"to": WRITER, "subject": "A letter", "text": "Words.", "html": "<p>Words.</p>"}
    return QueuedMail.objects.create(**words | fields)


def failing(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every letter fails in this way."""

    def fail(letter: QueuedMail) -> None:
        raise error

    monkeypatch.setattr(sending, "_send", fail)


def test_the_pauses_grow_until_the_letter_is_given_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing(ConnectionRefusedError("nobody there"), monkeypatch)
    queued()
    waited = []

    with time_machine.travel(timezone.now(), tick=False) as clock:
        while letter := QueuedMail.objects.first():
            clock.move_to(letter.next_try_at)
            before = timezone.now()
            send_due()
            if left := QueuedMail.objects.first():
                waited.append(left.next_try_at - before)

    assert waited == PAUSES
    assert waited == sorted(waited)
    [line] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert "given up at try 9" in line.getMessage()
    assert WRITER not in line.getMessage()


def test_a_letter_is_not_tried_before_its_time(monkeypatch: pytest.MonkeyPatch, mailoutbox: list) -> None:
    queued(next_try_at=timezone.now() + timedelta(minutes=1))

    assert send_due().sent == 0
    assert not mailoutbox


def test_a_server_that_is_away_is_asked_once_in_a_round(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(TimeoutError("timed out"), monkeypatch)
    for _ in range(5):
        queued()

    done = send_due()

    assert (done.trouble, done.delayed) == ("TimeoutError timed out", 1)
    assert QueuedMail.objects.filter(attempts=0).count() == 4


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPAuthenticationError(535, b"Bad password"),
        smtplib.SMTPSenderRefused(550, b"Not your name", "letters@kb.example.org"),
        smtplib.SMTPServerDisconnected("Connection unexpectedly closed"),
        smtplib.SMTPConnectError(554, b"No service"),
        UnicodeEncodeError("ascii", "ü", 0, 1, "ordinal not in range"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_is_wrong_with_us_loses_no_letter(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(error, monkeypatch)
    queued()

    assert send_due().trouble

    assert QueuedMail.objects.get().attempts == 1


def test_what_a_server_says_is_kept_without_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(sending.LetterRefused(f"450 <{WRITER}>: try later{'.' * 300}", is_final=False), monkeypatch)
    queued()

    send_due()

    letter = QueuedMail.objects.get()
    assert letter.last_error.startswith("450 <…>: try later")
    assert len(letter.last_error) == 200


def test_a_letter_that_no_message_can_be_made_of_does_not_hold_up_the_others(mailoutbox: list) -> None:
    queued(subject="Two\nlines", next_try_at=timezone.now() - timedelta(hours=1))
    queued(subject="One line")

    done = send_due()

    assert (done.given_up, done.sent) == (1, 1)
    assert [message.subject for message in mailoutbox] == ["One line"]


def test_a_subject_is_one_line() -> None:
    assert one_line("Why\r\nBcc: x@y.example") == "Why Bcc: x@y.example"


def test_a_letter_keeps_its_number_at_each_try() -> None:
    letter = queued()

    numbers = {message_of(letter).message()["Message-ID"] for _ in range(2)}

    assert len(numbers) == 1
    assert numbers.pop().endswith("@kb.example.org>")


def test_without_a_mail_server_what_is_left_stays(settings: Any, mailoutbox: list) -> None:
    queued()
    settings.MAIL_IS_ON = False

    assert send_due().sent == 0
    assert QueuedMail.objects.count() == 1
