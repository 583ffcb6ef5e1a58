"""Letters through a real mail server that works, is down, is slow, or refuses."""

import socket
import time
from datetime import timedelta
from email.message import EmailMessage
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from comments.mail import courier, on_approval, on_arrival
from comments.mail.moderators import addresses_for
from comments.mail.occasions import title_of
from comments.mail.sending import send_due
from comments.models import Comment, LetterKind, QueuedMail
from tests.comments.mail.conftest import COURIER_SECONDS, WRITER, answered, confirmed, held
from tests.comments.mail.server import HOST, MailServer, part
from tests.comments.writing.test_concurrency import at_once
from tests.factories import LoneArticleFactory, ModeratorFactory

pytestmark = pytest.mark.django_db(transaction=True)


def arrive(**fields: Any) -> Comment:
    """Store a comment and wait until the courier has finished."""
    with transaction.atomic():
        comment = held(**fields)
        on_arrival(comment, "0" * 32)
        # No letter is sent before the comment is committed.
        assert courier.wait(0)
    assert courier.wait(COURIER_SECONDS)
    return comment


def told() -> Comment:
    confirmed(WRITER)
    with transaction.atomic():
        reply = answered(badge="vet")
        on_approval(reply)
    assert courier.wait(COURIER_SECONDS)
    return reply


def due_again() -> None:
    QueuedMail.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))


def test_a_letter_is_sent_as_soon_as_the_comment_is_stored(server: MailServer) -> None:
    arrive()

    [letter] = server.letters
    assert server.recipients == [WRITER]
    assert server.received[0].mail_from == "letters@kb.example.org"
    assert (letter["To"], letter["From"]) == (WRITER, "Scratchpost <letters@kb.example.org>")
    assert not QueuedMail.objects.exists()


def test_a_letter_has_the_headers_that_mail_programs_ask_for(server: MailServer) -> None:
    reply = told()

    [letter] = server.letters
    page = str(letter["List-Unsubscribe"]).strip()
    assert page.startswith("<https://kb.example.org/mail/stop/")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@kb.example.org>")
    assert letter["Date"]
    assert not {"Bcc", "Cc", "Reply-To"} & set(letter.keys())
    assert str(letter["Subject"]).strip() == f"Somebody answered your comment on “{title_of(reply)}”"


def test_the_header_of_a_letter_really_unsubscribes(server: MailServer) -> None:
    told()
    page = str(server.letters[0]["List-Unsubscribe"]).strip(" <>").removeprefix("https://kb.example.org")

    answer = Client(enforce_csrf_checks=True).post(page, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    arrive()
    assert len(server.received) == 1


def test_a_letter_says_the_same_in_plain_text_and_in_html(server: MailServer) -> None:
    reply = told()

    [letter] = server.letters
    assert letter.get_content_type() == "multipart/alternative"
    for kind in ("plain", "html"):
        words = part(letter, kind)
        assert "at nine months" in words
        assert f"https://kb.example.org{reply.permalink}" in words
    assert_nothing_remote(letter)


def assert_nothing_remote(letter: EmailMessage) -> None:
    html = part(letter, "html")
    assert not any(tag in html for tag in ("<img", "<link", "<script", "<style", "src=", "@import", "url("))


def test_a_moderators_digest_goes_out_with_the_comment_and_unsubscribes_with_one_click(
    server: MailServer,
) -> None:
    ModeratorFactory(email="mo@scratchpost.example")

    arrive(email="")
    arrive(email="")

    [letter] = server.letters
    assert (letter["To"], letter["Subject"]) == ("mo@scratchpost.example", "1 comment waits")
    assert letter["Auto-Submitted"] == "auto-generated"
    assert_nothing_remote(letter)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    page = str(letter["List-Unsubscribe"]).strip(" <>").removeprefix("https://kb.example.org")
    answer = Client(enforce_csrf_checks=True).post(page, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert list(addresses_for(LetterKind.DIGEST)) == []
    assert list(addresses_for(LetterKind.ALERT)) == ["mo@scratchpost.example"]


def test_nothing_is_sent_of_a_comment_that_was_not_stored(server: MailServer) -> None:
    with transaction.atomic():
        on_arrival(held(), "0" * 32)
        transaction.set_rollback(True)

    assert courier.wait(COURIER_SECONDS)
    assert not server.received


def test_a_server_that_is_down_loses_no_comment_and_the_letter_goes_later(server: MailServer) -> None:
    server.stop()
    comment = arrive()

    letter = QueuedMail.objects.get()
    assert Comment.objects.get() == comment
    assert (letter.attempts, letter.last_error.split()[0]) == (1, "ConnectionRefusedError")
    assert timedelta() < letter.next_try_at - timezone.now() <= timedelta(minutes=1)

    server.start()
    due_again()
    call_command("send_mail_queue", stdout=StringIO())
    assert server.recipients == [WRITER]
    assert not QueuedMail.objects.exists()


def test_a_slow_server_keeps_no_reader_waiting(server: MailServer, reader: Client, settings: Any) -> None:
    settings.EMAIL_TIMEOUT = 5
    server.pause = 20
    path = f"/articles/{LoneArticleFactory().slug}/comments/"

    start = time.monotonic()
    answer = reader.post(path, {"name": "Rowan", "text": "Mine kicks at once.", "email": WRITER})
    seconds = time.monotonic() - start

    assert answer.status_code == 303
    # Whoever waited for the mail server would wait for so long.
    assert seconds < settings.EMAIL_TIMEOUT
    assert courier.wait(COURIER_SECONDS)
    assert Comment.objects.count() == 1
    assert QueuedMail.objects.get().last_error.startswith("SMTPServerDisconnected")


def test_a_server_that_never_says_a_word_counts_as_down(server: MailServer, settings: Any) -> None:
    settings.EMAIL_TIMEOUT = 1
    with socket.create_server((HOST, 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        arrive()

    assert QueuedMail.objects.get().last_error.endswith("timed out")


@pytest.mark.parametrize(
    ("at_recipient", "at_data"),
    [("450 Mailbox busy", "250 OK"), ("250 OK", "451 Try again later")],
    ids=["recipient", "data"],
)
def test_what_is_refused_for_now_is_tried_again(at_recipient: str, at_data: str, server: MailServer) -> None:
    server.at_recipient, server.at_data = at_recipient, at_data
    arrive()
    assert QueuedMail.objects.get().last_error[:2] == "45"

    server.at_recipient = server.at_data = "250 OK"
    due_again()
    send_due()

    assert server.recipients == [WRITER]


@pytest.mark.parametrize(
    ("at_recipient", "at_data"),
    [(f"550 <{WRITER}>: no such mailbox", "250 OK"), ("250 OK", "554 We do not want this")],
    ids=["recipient", "data"],
)
def test_what_is_refused_for_good_is_given_up_at_once(
    at_recipient: str, at_data: str, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.at_recipient, server.at_data = at_recipient, at_data

    arrive()

    assert Comment.objects.count() == 1
    assert not QueuedMail.objects.exists()
    assert "given up at try 1: 55" in caplog.text
    assert WRITER not in caplog.text


def test_one_refused_letter_does_not_hold_up_the_others(server: MailServer) -> None:
    server.stop()
    for number in range(3):
        arrive(email=f"reader{number}@private.example")
    due_again()
    server.start()
    server.at_recipient = "450 Mailbox busy"

    assert send_due().delayed == 3


def test_many_senders_at_once_send_no_letter_twice(server: MailServer) -> None:
    for number in range(24):
        QueuedMail.objects.create(to=f"reader{number}@private.example", subject="A", text="B", html="C")

    done = at_once([send_due] * 4)

    assert sum(each.sent for each in done) == 24
    assert len(server.recipients) == len(set(server.recipients)) == 24


def test_a_sender_that_dies_in_between_only_delays_the_letter(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    QueuedMail.objects.create(to=WRITER, subject="A", text="B", html="C")
    with monkeypatch.context() as broken:
        broken.setattr("comments.mail.sending._send", _die)
        with pytest.raises(SystemExit):
            send_due()
    assert send_due().sent == 0

    due_again()

    assert send_due().sent == 1


def _die(letter: QueuedMail) -> None:
    raise SystemExit


def test_the_command_says_what_it_did(server: MailServer) -> None:
    QueuedMail.objects.create(to=WRITER, subject="A", text="B", html="C")
    out = StringIO()

    call_command("send_mail_queue", stdout=out)

    assert out.getvalue() == "1 sent, 0 waiting, 0 given up.\n"


def test_the_command_sends_the_digest_when_it_is_due(server: MailServer) -> None:
    ModeratorFactory(email="mo@scratchpost.example")
    held(email="")

    call_command("send_mail_queue", verbosity=0)

    assert server.recipients == ["mo@scratchpost.example"]


def test_the_command_says_that_the_server_is_down_and_fails_only_when_told_to(server: MailServer) -> None:
    server.stop()
    for _ in range(2):
        QueuedMail.objects.create(to=WRITER, subject="A", text="B", html="C")
    out, err = StringIO(), StringIO()

    call_command("send_mail_queue", stdout=out, stderr=err)

    assert "could not be used: ConnectionRefusedError" in err.getvalue()
    assert out.getvalue() == "0 sent, 2 waiting, 0 given up.\n"
    with pytest.raises(CommandError, match="2 waiting"):
        call_command("send_mail_queue", strict=True)
