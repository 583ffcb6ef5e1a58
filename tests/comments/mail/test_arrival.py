"""The letter to the writer of a comment: a new address gets one, and it quotes no comment."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from comments.mail import forget_address, forget_unconfirmed, on_arrival, recipients
from comments.mail.occasions import LINKS_A_DAY
from comments.models import Comment, QueuedMail, Recipient
from tests.comments.mail.conftest import WRITER, confirmed, held, stopped
from tests.comments.writing.test_concurrency import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_on")]

TOKEN = "0123456789abcdef" * 2


def test_somebody_new_is_asked_and_gets_no_private_link_before_they_answered() -> None:
    comment = held()

    on_arrival(comment, TOKEN)

    letter = QueuedMail.objects.get()
    assert letter.to == WRITER
    for part in (letter.text, letter.html):
        assert TOKEN not in part
        assert "https://kb.example.org/mail/confirm/" in part
        assert letter.unsubscribe_url in part
        assert comment.article.title in part
        assert "ignore this letter" in part


def test_the_question_holds_no_word_of_the_reader() -> None:
    comment = held(name="BuyPillsNow", text="Cheap pills at https://pills.example", pet="pillbug")

    on_arrival(comment, TOKEN)

    letter = QueuedMail.objects.get()
    everything = (letter.subject + letter.text + letter.html).lower()
    assert "pill" not in everything
    assert letter.subject == "Please confirm your e-mail address"


def test_somebody_who_did_not_answer_is_not_asked_again_for_a_month() -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        for days in (0, 0, 1, 29):
            clock.move_to(now + timedelta(days=days))
            on_arrival(held(), TOKEN)
        assert QueuedMail.objects.count() == 1

        clock.move_to(now + timedelta(days=31))
        on_arrival(held(), TOKEN)

    assert QueuedMail.objects.filter(subject__startswith="Please confirm").count() == 2


def test_the_same_address_in_other_letters_is_the_same_recipient() -> None:
    for address in ("Rowan@Private.Example", "rowan@private.example", "ROWAN@PRIVATE.EXAMPLE"):
        on_arrival(held(email=address), TOKEN)

    assert QueuedMail.objects.get().to == "rowan@private.example"


@pytest.mark.django_db(transaction=True)
def test_of_comments_that_come_in_at_once_one_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comments.mail.courier.call_on_commit", lambda: None)
    comments = [held() for _ in range(6)]

    at_once([partial(on_arrival, comment, TOKEN) for comment in comments])

    assert (QueuedMail.objects.count(), Recipient.objects.count()) == (1, 1)


def test_somebody_who_confirmed_gets_a_short_letter_with_the_private_link() -> None:
    confirmed(WRITER)
    comment = held(text="Mine kicks.")

    on_arrival(comment, TOKEN)

    letter = QueuedMail.objects.get()
    assert f"https://kb.example.org{comment.get_private_url(TOKEN)}" in letter.text
    assert "/mail/confirm/" not in letter.text
    assert "Mine kicks" not in letter.text + letter.html


def test_nobody_can_fill_a_mailbox_with_private_links() -> None:
    confirmed(WRITER)

    for _ in range(LINKS_A_DAY + 3):
        on_arrival(held(), TOKEN)

    assert QueuedMail.objects.count() == LINKS_A_DAY


def test_who_asked_for_no_more_gets_nothing() -> None:
    stopped(WRITER)

    on_arrival(held(), TOKEN)

    assert not QueuedMail.objects.exists()


def test_a_comment_without_an_address_writes_to_nobody() -> None:
    on_arrival(held(email=""), TOKEN)

    assert (QueuedMail.objects.count(), Recipient.objects.count()) == (0, 0)


def test_without_a_mail_server_nothing_is_kept(settings: Settings) -> None:
    settings.MAIL_IS_ON = False

    on_arrival(held(), TOKEN)

    assert (QueuedMail.objects.count(), Recipient.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "address",
    [
        "rowan@private.example\nBcc: everybody@private.example",
        "rowan@private.example\r\n\r\nBuy pills",
        "rowan@private.example, other@private.example",
        "rowan@private.example\x01",
        '"rowan pills"@private.example',
        "röwan@private.example",
        "rowan",
    ],
)
def test_no_letter_goes_to_an_address_that_smuggles_something_in(address: str) -> None:
    on_arrival(held(email=address), TOKEN)

    assert not QueuedMail.objects.exists()


def test_an_address_is_kept_nowhere_but_with_its_comments() -> None:
    on_arrival(held(), TOKEN)

    assert WRITER not in str(Recipient.objects.values().get())


def test_a_letter_goes_with_the_comment_it_is_about() -> None:
    comment = held()
    on_arrival(comment, TOKEN)

    comment.delete()

    assert not QueuedMail.objects.exists()


def test_an_address_is_forgotten_with_its_last_comment() -> None:
    first, second = held(), held()
    confirmed(WRITER)

    first.delete()
    forget_address(WRITER)
    assert recipients.wants_letters(WRITER)

    second.delete()
    forget_address(WRITER.upper())
    assert not recipients.wants_letters(WRITER)


def test_writing_and_deleting_in_turn_asks_once() -> None:
    for _ in range(3):
        comment = held()
        on_arrival(comment, TOKEN)
        asked = QueuedMail.objects.count()
        comment.delete()
        forget_address(WRITER)

    assert asked == 0
    assert Recipient.objects.count() == 1


def test_the_wish_for_no_more_letters_outlives_the_comments() -> None:
    stopped(WRITER)

    forget_address(WRITER)
    forget_unconfirmed(timezone.now() + timedelta(days=400))

    on_arrival(held(), TOKEN)
    assert not QueuedMail.objects.exists()


def test_who_never_confirmed_is_forgotten_after_a_month() -> None:
    on_arrival(held(), TOKEN)
    confirmed("other@private.example")

    assert forget_unconfirmed() == 0
    assert forget_unconfirmed(timezone.now() + timedelta(days=31)) == 1

    assert Recipient.objects.get().confirmed_at
    assert Comment.objects.count() == 1
