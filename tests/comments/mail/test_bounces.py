"""An address that a mail server refuses for good gets no more letters, until somebody knows better."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from comments.forgetting import forget
from comments.mail import bounces, courier, on_approval, on_arrival
from comments.mail.links import confirm_url
from comments.mail.moderators import addresses_for
from comments.mail.recipients import forget_address, hash_of, wants_letters
from comments.mail.sending import send_due
from comments.models import LetterKind, QueuedMail, Recipient
from tests.comments.admin.desk import change_page
from tests.comments.mail.conftest import COURIER_SECONDS, WRITER, answered, confirmed, held, stopped
from tests.comments.mail.server import ACCEPTED, MailServer
from tests.factories import ModeratorFactory

pytestmark = pytest.mark.django_db

MONTH = timedelta(days=31)


def queue(to: str = WRITER, kind: LetterKind = LetterKind.READER) -> QueuedMail:
    return QueuedMail.objects.create(to=to, kind=kind, subject="A", text="B", html="C")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("at_recipient", "at_data", "is_marked"),
    [
        ("550 No such mailbox", ACCEPTED, True),
        ("550 5.1.1 No such mailbox", ACCEPTED, True),
        (ACCEPTED, "554 We do not want this", True),
        ("450 Mailbox busy", ACCEPTED, False),
        (ACCEPTED, "451 Try again later", False),
        ("550 5.7.1 Relaying denied", ACCEPTED, False),
        ("530 Authentication required", ACCEPTED, False),
        (ACCEPTED, "554 5.7.1 Your network is on a list", False),
    ],
)
def test_only_a_refusal_of_the_address_itself_marks_it(
    at_recipient: str, at_data: str, is_marked: bool, server: MailServer
) -> None:
    confirmed(WRITER)
    server.at_recipient, server.at_data = at_recipient, at_data
    queue()

    send_due()

    assert (Recipient.objects.get().bounced_at is not None) is is_marked
    assert wants_letters(WRITER) is not is_marked


@pytest.mark.django_db(transaction=True)
def test_a_server_that_refuses_our_sender_marks_nobody(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*args: object) -> str:
        return "550 Sender refused"

    monkeypatch.setattr(MailServer, "handle_MAIL", refuse, raising=False)
    queue()

    done = send_due()

    assert done.trouble.startswith("550")
    assert QueuedMail.objects.count() == 1
    assert not Recipient.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_a_marked_address_goes_but_a_letter_about_its_login(server: MailServer) -> None:
    server.at_recipient = "550 No such mailbox"
    queue()
    queue()
    login = queue(kind=LetterKind.LOGIN)
    other = queue(to="other@private.example")
    QueuedMail.objects.filter(pk__in=[login.pk, other.pk]).update(next_try_at=timezone.now() + MONTH)

    assert send_due().given_up == 1

    assert set(QueuedMail.objects.all()) == {login, other}


@pytest.mark.django_db(transaction=True)
def test_a_marked_address_is_told_of_no_answer(server: MailServer) -> None:
    confirmed(WRITER)
    bounces.mark(WRITER)

    with transaction.atomic():
        on_approval(answered())
        on_arrival(held(), "0" * 32)

    assert courier.wait(COURIER_SECONDS)
    assert not server.received


@pytest.mark.usefixtures("mail_on")
def test_a_letter_that_was_written_before_the_mark_is_not_sent(mailoutbox: list) -> None:
    letter = queue()
    Recipient.objects.create(
        address_hash=hash_of(WRITER), bounced_at=letter.created_at + timedelta(seconds=1)
    )

    send_due()

    assert not mailoutbox
    assert not QueuedMail.objects.exists()


@pytest.mark.usefixtures("mail_on")
@pytest.mark.parametrize(("refuses", "is_told"), [("ilse@private.example", True), (WRITER, False)])
def test_only_the_letter_about_a_reply_leaves_open_again_whether_its_reader_was_told(
    refuses: str, is_told: bool, mailoutbox: list
) -> None:
    confirmed(WRITER)
    reply = answered(email="ilse@private.example")
    on_approval(reply)
    # A letter to the one who replied, about the same comment: it asks whether the address is hers.
    on_arrival(reply, "0" * 32)
    Recipient.objects.filter(address_hash=hash_of(refuses)).update(bounced_at=timezone.now())

    send_due()

    reply.refresh_from_db()
    assert {to for letter in mailoutbox for to in letter.to} == {WRITER, "ilse@private.example"} - {refuses}
    assert (reply.told_at is not None) is is_told


@pytest.mark.usefixtures("mail_on")
def test_an_address_that_is_given_again_after_a_month_is_asked_and_its_owner_confirms(
    mailoutbox: list, reader: Client
) -> None:
    confirmed(WRITER)
    bounces.mark(WRITER)
    on_arrival(held(), "0" * 32)
    at_once = QueuedMail.objects.count()

    with time_machine.travel(timezone.now() + MONTH):
        on_arrival(held(), "0" * 32)
        send_due()
        page = confirm_url(hash_of(WRITER)).removeprefix("https://kb.example.org")
        asked = reader.get(page).content.decode()
        reader.post(page)

    assert at_once == 0
    assert [letter.subject for letter in mailoutbox] == ["Please confirm your e-mail address"]
    assert "May we write to you?" in asked
    assert wants_letters(WRITER)


@pytest.mark.usefixtures("mail_on")
def test_a_moderator_sees_that_letters_do_not_arrive_and_tries_again(moderator_client: Client) -> None:
    comment = held()
    confirmed(WRITER)
    before = moderator_client.get(change_page(comment)).content.decode()
    bounces.mark(WRITER)

    page = moderator_client.get(change_page(comment)).content.decode()
    path = f"/admin/comments/comment/{comment.pk}/letters/"
    moderator_client.post(path)

    assert [("Letters do not arrive" in html) for html in (before, page)] == [False, True]
    assert f'formaction="{path}"' in page
    assert wants_letters(WRITER)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (confirmed, "From now on, letters go to this address again."),
        (lambda address: None, "The address was never confirmed, so it gets a letter only when"),
        (stopped, "Its owner wanted no more letters, so none go there."),
    ],
    ids=["confirmed", "unconfirmed", "stopped"],
)
def test_whoever_tries_again_is_told_what_follows(known: Any, said: str, moderator_client: Client) -> None:
    comment = held()
    known(WRITER)
    bounces.mark(WRITER)

    page = moderator_client.post(f"/admin/comments/comment/{comment.pk}/letters/", follow=True)

    assert said in page.content.decode()


@pytest.mark.usefixtures("mail_on")
def test_a_moderators_own_address_is_left_out_until_they_save_their_choice() -> None:
    mo: User = ModeratorFactory(email="mo@scratchpost.example")
    client = Client()
    client.force_login(mo)
    bounces.mark(mo.email)
    assert addresses_for(LetterKind.DIGEST) == {}

    page = client.get("/admin/your-login/").content.decode()
    client.post("/admin/your-login/letters/", {"kind": ["digest"]})

    assert "They do not arrive:" in page
    assert list(addresses_for(LetterKind.DIGEST)) == [mo.email]


def test_a_mark_outlives_the_comment_by_a_month_and_is_then_forgotten() -> None:
    confirmed(WRITER)
    Recipient.objects.update(asked_at=timezone.now() - MONTH)
    bounces.mark(WRITER)

    with time_machine.travel(timezone.now() + timedelta(days=29)):
        forget_address(WRITER)
        kept = Recipient.objects.count()
    with time_machine.travel(timezone.now() + MONTH):
        forget()

    assert (kept, Recipient.objects.count()) == (1, 0)


@pytest.mark.parametrize(("known", "is_kept"), [(confirmed, True), (stopped, True), (hash_of, False)])
def test_only_an_address_that_nobody_answered_for_loses_its_mark_by_itself(known: Any, is_kept: bool) -> None:
    known(WRITER)
    bounces.mark(WRITER)

    forget(timezone.now() + MONTH)

    assert bool(bounces.refused_at(WRITER)) is is_kept
