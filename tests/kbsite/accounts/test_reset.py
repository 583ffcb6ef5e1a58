"""A new password by a letter."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from comments.models import QueuedMail
from kbsite.accounts.views import reset
from tests.factories import EditorFactory
from tests.kbsite.accounts.conftest import RIGHT, at, is_in, link_in, log_in, words
from tests.kbsite.accounts.test_lockout import ELSEWHERE, HOME, fail

ASK = "/admin/password_reset/"
NEW = {"new_password1": "a long new one", "new_password2": "a long new one"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return EditorFactory(username="rowan", email="rowan@vets.example")


def ask(address: str, where: str = HOME) -> Any:
    return at(where).post(ASK, {"email": address}, follow=True)


def test_the_login_page_leads_there() -> None:
    assert f'href="{ASK}"' in at(HOME).get("/admin/login/").content.decode()


def test_a_letter_brings_a_new_password_once(person: User, mail_on: None) -> None:
    old, client = at(ELSEWHERE), at(HOME)
    log_in(old, "rowan")
    fail("rowan", HOME)
    QueuedMail.objects.all().delete()
    ask("Rowan@vets.example")
    letter = QueuedMail.objects.get()
    page = client.get(link_in(letter), follow=True)
    form_at = page.redirect_chain[-1][0]

    done = client.post(form_at, NEW, follow=True)
    again = client.get(link_in(letter), follow=True)

    person.refresh_from_db()
    assert letter.to == "rowan@vets.example"
    assert "Your password is changed" in words(done)
    assert person.check_password("a long new one")
    assert "no longer works" in words(again)
    assert old.get("/admin/").status_code == 302
    assert log_in(client, "rowan", "a long new one").status_code == 302


def test_nobody_is_logged_in_by_the_letter_alone(person: User, mail_on: None) -> None:
    client = at(HOME)
    ask("rowan@vets.example")
    page = client.get(link_in(QueuedMail.objects.get()), follow=True)
    client.post(page.redirect_chain[-1][0], NEW)

    assert not is_in(client)


def test_an_address_of_nobody_is_answered_alike(person: User, mail_on: None) -> None:
    known, unknown = ask("rowan@vets.example"), ask("nobody@vets.example")

    assert words(known) == words(unknown)
    assert known.redirect_chain == unknown.redirect_chain
    assert [letter.to for letter in QueuedMail.objects.all()] == ["rowan@vets.example"]


def test_a_mailbox_gets_few_letters_and_the_answer_stays_the_same(person: User, mail_on: None) -> None:
    answers = {words(ask("rowan@vets.example", f"203.0.113.{n}")) for n in range(reset.A_MAILBOX + 2)}

    assert len(answers) == 1
    assert QueuedMail.objects.count() == reset.A_MAILBOX


def test_a_network_may_not_ask_for_ever_and_keeps_what_it_typed(person: User, mail_on: None) -> None:
    for n in range(reset.A_NETWORK):
        ask(f"somebody{n}@vets.example")

    refused = ask("rowan@vets.example")

    assert refused.status_code == 429
    assert reset.REFUSAL in words(refused)
    assert 'value="rowan@vets.example"' in refused.content.decode()
    assert int(refused["Retry-After"]) > 0
    assert not QueuedMail.objects.exists()


def test_without_mail_the_page_says_whom_to_ask(person: User) -> None:
    page, sent = at(HOME).get(ASK), at(HOME).post(ASK, {"email": "rowan@vets.example"})

    assert "Ask whoever runs it" in words(page)
    assert "<form" not in page.content.decode().split('id="content-main"')[1]
    assert sent.status_code == 200
    assert not QueuedMail.objects.exists()


def test_an_old_link_and_a_weak_password_change_nothing(person: User, mail_on: None) -> None:
    client = at(HOME)
    ask("rowan@vets.example")
    link = link_in(QueuedMail.objects.get())
    form_at = client.get(link, follow=True).redirect_chain[-1][0]

    weak = client.post(form_at, {"new_password1": "12345", "new_password2": "12345"})
    with time_machine.travel(timezone.now() + timedelta(hours=5)):
        old = at(ELSEWHERE).get(link, follow=True)

    person.refresh_from_db()
    assert "too short" in words(weak)
    assert "no longer works" in words(old)
    assert person.check_password(RIGHT)
