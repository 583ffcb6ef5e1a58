"""Wrong passwords lock a login for a while, and never for its owner for good."""

import logging
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from comments.models import QueuedMail
from kbsite import proxies
from tests.factories import EditorFactory
from tests.kbsite.accounts.conftest import at, is_in, link_in, log_in, words

HOME, ELSEWHERE = "192.0.2.7", "198.51.100.9"
TRIES = settings.LOCK_NAME_IN_NETWORK_AFTER

pytestmark = pytest.mark.django_db


def fail(name: str, address: str, times: int = TRIES) -> Any:
    responses = [log_in(at(address), name, "wrong") for _ in range(times)]
    return responses[-1]


@pytest.fixture
def person() -> User:
    return EditorFactory(username="rowan", email="rowan@vets.example")


def test_too_many_wrong_passwords_lock_the_name_for_that_network(person: User) -> None:
    last_free = fail("rowan", HOME, TRIES - 1)
    locked = fail("rowan", HOME, 1)
    client, other = at(HOME), at(ELSEWHERE)
    right_too_late, right_elsewhere = log_in(client, "rowan"), log_in(other, "rowan")

    assert last_free.status_code == 200
    assert (locked.status_code, right_too_late.status_code) == (429, 429)
    assert not is_in(client)
    assert right_elsewhere.status_code == 302
    assert is_in(other)


def test_the_page_says_when_to_try_again(person: User) -> None:
    with time_machine.travel("2026-11-30T10:00:00Z", tick=False):
        response = fail("rowan", HOME)

    assert "locked until 11:00" in words(response)
    assert 3600 <= int(response["Retry-After"]) <= 3601
    assert response["Cache-Control"] == "no-store"


def test_after_the_hour_the_right_password_opens(person: User) -> None:
    with time_machine.travel("2026-11-30T10:00:00Z", tick=False) as clock:
        fail("rowan", HOME)
        clock.shift(timedelta(minutes=59))
        still_locked = log_in(at(HOME), "rowan")
        clock.shift(timedelta(minutes=2))
        open_again = log_in(at(HOME), "rowan")

    assert (still_locked.status_code, open_again.status_code) == (429, 302)


def test_a_name_without_a_login_is_answered_alike(person: User, mail_on: None) -> None:
    with time_machine.travel("2026-11-30T10:00:00Z", tick=False):
        there, not_there = fail("rowan", HOME), fail("nobody", ELSEWHERE)

    assert words(there) == words(not_there)
    assert there.status_code == not_there.status_code == 429


def test_one_ipv6_network_is_one_place(person: User) -> None:
    for n in range(TRIES):
        last = fail("rowan", f"2001:db8:1:2::{n + 1:x}", 1)
    neighbour = log_in(at("2001:db8:1:3::1"), "rowan")

    assert last.status_code == 429
    assert neighbour.status_code == 302


def test_a_forged_forwarding_header_is_no_new_place(person: User) -> None:
    for n in range(TRIES):
        last = log_in(at(HOME), "rowan", "wrong", headers={"X-Forwarded-For": f"203.0.113.{n}"})

    assert last.status_code == 429


def test_behind_a_trusted_proxy_each_visitor_has_a_place(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "TRUSTED_PROXIES", [ip_network("127.0.0.1/32")])

    def behind_proxy(visitor: str) -> str:
        environ = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": visitor}
        proxies.settle(environ, settings.TRUSTED_PROXIES)
        return environ["REMOTE_ADDR"]

    for _ in range(TRIES):
        log_in(at(behind_proxy(ELSEWHERE)), "rowan", "wrong")

    response = log_in(at(behind_proxy(HOME)), "rowan")

    assert response.status_code == 302


def test_many_networks_together_lock_a_name_but_not_for_its_owner(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "LOCK_NAME_AFTER", 6)
    log_in(at(HOME), "rowan")
    for n in range(6):
        fail("rowan", f"203.0.113.{n}", 1)
    stranger, owner = at(ELSEWHERE), at(HOME)

    assert log_in(stranger, "rowan").status_code == 429
    assert log_in(owner, "rowan").status_code == 302


def test_a_network_that_tries_many_names_is_locked_for_new_ones(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "LOCK_NETWORK_AFTER", 6)
    EditorFactory(username="wren")
    log_in(at(HOME), "wren")
    for n in range(6):
        fail(f"name{n}", HOME, 1)

    assert log_in(at(HOME), "rowan").status_code == 429
    assert log_in(at(HOME), "wren").status_code == 302


def test_the_log_names_the_login_once_and_never_what_was_typed(
    person: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        fail("rowan", HOME, TRIES + 3)
        fail("my secret password", ELSEWHERE)

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("kbsite.accounts")]
    assert len(lines) == 2
    assert "wrong passwords, or refused passkeys: the login rowan is locked for an hour" in lines[0]
    assert "secret" not in caplog.text
    assert HOME not in caplog.text


def test_neither_the_address_nor_what_was_sent_is_stored(person: User) -> None:
    fail("rowan", HOME, 1)
    log_in(at(HOME), "rowan")
    fail("rowan", HOME, 1)

    [attempt], [log] = AccessAttempt.objects.all(), AccessLog.objects.all()
    assert attempt.ip_address == log.ip_address != HOME
    assert attempt.ip_address.startswith("fd")
    assert attempt.post_data == attempt.get_data == attempt.user_agent == ""


def test_the_old_password_of_the_change_page_is_counted_too(person: User) -> None:
    client = at(HOME)
    client.force_login(person)
    form = {"old_password": "wrong", "new_password1": "a long new one", "new_password2": "a long new one"}

    responses = [client.post("/admin/password_change/", form).status_code for _ in range(TRIES)]
    right = client.post("/admin/password_change/", form | {"old_password": "correct horse"})

    person.refresh_from_db()
    assert responses == [200] * (TRIES - 1) + [429]
    assert right.status_code == 429
    assert person.check_password("correct horse")


def test_a_password_can_be_changed(person: User) -> None:
    client = at(HOME)
    client.force_login(person)
    form = {"new_password1": "a long new one", "new_password2": "a long new one"}

    response = client.post("/admin/password_change/", form | {"old_password": "correct horse"})

    person.refresh_from_db()
    assert response.headers["Location"] == "/admin/password_change/done/"
    assert person.check_password("a long new one")
    assert is_in(client)


def test_a_letter_unlocks_once_and_only_by_its_button(person: User, mail_on: None) -> None:
    fail("rowan", HOME)
    [letter] = QueuedMail.objects.all()
    link, client = link_in(letter), at(HOME)

    shown = client.get(link)
    still_locked = log_in(at(HOME), "rowan")
    unlocked = client.post(link)
    open_again = log_in(at(HOME), "rowan")
    again = client.post(link)

    assert letter.to == "rowan@vets.example"
    assert "wrong passwords or with passkeys that the site refused" in letter.text
    assert "Unlock my login" in shown.content.decode()
    assert (still_locked.status_code, unlocked.status_code, open_again.status_code) == (429, 200, 302)
    assert again.status_code == 410


def test_whoever_used_the_letter_stays_in_while_strangers_go_on(
    person: User, mail_on: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "LOCK_NAME_AFTER", 6)
    for n in range(6):
        fail("rowan", f"203.0.113.{n}", 1)
    at(HOME).post(link_in(QueuedMail.objects.get()))
    for n in range(6):
        fail("rowan", f"203.0.113.{n}", 1)

    assert log_in(at(HOME), "rowan").status_code == 302


def test_one_letter_an_hour_and_only_to_an_address(person: User, mail_on: None) -> None:
    EditorFactory(username="wren", email="")
    EditorFactory(username="gone", email="gone@vets.example", is_active=False)
    for address in (HOME, ELSEWHERE):
        fail("rowan", address)
    for name in ("wren", "gone", "nobody"):
        fail(name, "203.0.113.1")

    assert [letter.to for letter in QueuedMail.objects.all()] == ["rowan@vets.example"]


def test_a_link_older_than_a_day_and_one_never_sent_answer_gone(person: User, mail_on: None) -> None:
    fail("rowan", HOME)
    link = link_in(QueuedMail.objects.get())

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        old = at(HOME).get(link)

    assert old.status_code == at(HOME).get("/admin/unlock/never-sent/").status_code == 410


def test_without_mail_no_page_speaks_of_a_letter(person: User) -> None:
    response = fail("rowan", HOME)

    assert "letter" not in words(response)
    assert not QueuedMail.objects.exists()


def test_the_operator_unlocks_a_login_by_command(person: User, capsys: pytest.CaptureFixture[str]) -> None:
    fail("rowan", HOME)
    call_command("unlock_login", "rowan")

    assert log_in(at(HOME), "rowan").status_code == 302
    assert "rowan may log in again" in capsys.readouterr().out


def test_the_command_says_what_it_needs() -> None:
    for arguments, message in [([], "Give the name"), (["nobody"], "no login called nobody")]:
        with pytest.raises(CommandError, match=message):
            call_command("unlock_login", *arguments)


def test_the_operator_unlocks_everything(person: User) -> None:
    fail("rowan", HOME)
    call_command("unlock_login", all=True)

    assert log_in(at(HOME), "rowan").status_code == 302


def test_forget_sweeps_what_locks_nobody_any_more(person: User) -> None:
    now = timezone.now()
    with time_machine.travel(now - timedelta(days=31)):
        log_in(at(HOME), "rowan")
    with time_machine.travel(now - timedelta(hours=2)):
        fail("rowan", HOME, 1)
    fail("rowan", ELSEWHERE, 1)

    call_command("forget", verbosity=0)

    assert AccessAttempt.objects.get().ip_address == AccessAttempt.objects.get(username="rowan").ip_address
    assert not AccessLog.objects.exists()


def test_a_login_that_was_switched_off_stays_out(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    client = at(HOME)

    assert log_in(client, "rowan").status_code == 200
    assert not is_in(client)


def test_the_login_says_how_many_tries_are_left_whether_the_name_exists_or_not(person: User) -> None:
    second, unknown = fail("rowan", HOME, 2), fail("nobody", ELSEWHERE, 2)
    last = fail("rowan", HOME, TRIES - 3)

    assert f"do not go together. Capitals count. You have {TRIES - 2} more tries" in words(second)
    assert words(second).replace("rowan", "") == words(unknown).replace("nobody", "")
    assert "one more try" in words(last)
