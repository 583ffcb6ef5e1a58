"""Whoever owns a login gets a letter about each change of its second factor, and about guessed codes."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from comments.models import QueuedMail
from kbsite.accounts import factors
from kbsite.accounts.models import Passkey
from tests.factories import EditorFactory
from tests.kbsite.accounts.passkeys import add_passkey, desk_of
from tests.kbsite.accounts.test_second_factor import SET_UP, next_code, switch_on

pytestmark = pytest.mark.django_db

CAP = timedelta(seconds=520)


@pytest.fixture
def person() -> User:
    return EditorFactory(username="rowan", email="rowan@vets.example")


def subjects() -> list[str]:
    """In the order in which they were written."""
    return list(QueuedMail.objects.order_by("pk").values_list("subject", flat=True))


def guess_up_to_the_cap(user: User, clock: time_machine.Traveller, more: int = 1) -> None:
    TOTPDevice.objects.update(throttling_failure_count=factors.MOST_FAILURES - 1)
    for _ in range(more):
        clock.shift(CAP)
        assert factors.verify(user, "000000") is None


def test_the_app_comes_and_goes_with_a_letter_each(person: User, mail_on: None) -> None:
    codes, client = switch_on(person), desk_of(person)

    client.post(f"{SET_UP}remove/", {"code": codes[0]})

    assert subjects() == [
        "An authenticator app was added to your login",
        "The authenticator app was removed from your login",
    ]
    letter = QueuedMail.objects.latest("pk")
    assert letter.to == "rowan@vets.example"
    assert "rowan" in letter.text
    assert "/admin/your-login/" in letter.text
    assert "/admin/your-login/" in letter.html


def test_a_passkey_goes_with_a_letter(person: User, mail_on: None, settings: Any) -> None:
    settings.SITE_URL = "http://localhost"
    desk = desk_of(person)
    add_passkey(desk)
    desk.post(f"/admin/your-login/passkeys/{Passkey.objects.get().pk}/remove/", {"remove": "yes"})

    assert subjects() == ["A passkey was added to your login", "A passkey was removed from your login"]


def test_the_operator_takes_all_off_with_one_letter(person: User, mail_on: None) -> None:
    switch_on(person)
    QueuedMail.objects.all().delete()

    call_command("reset_second_factor", "rowan")
    call_command("reset_second_factor", "rowan")

    assert subjects() == ["The second factor of your login was removed by whoever runs the site"]


def test_codes_that_are_guessed_are_told_once_a_day(person: User, mail_on: None) -> None:
    switch_on(person)
    QueuedMail.objects.all().delete()
    with time_machine.travel("2026-12-01T08:00:00Z", tick=False) as clock:
        TOTPDevice.objects.update(throttling_failure_count=factors.MOST_FAILURES - 2)
        factors.verify(person, "000000")
        before = subjects()
        guess_up_to_the_cap(person, clock, more=3)
        on_the_first_day = subjects()
        clock.shift(timedelta(days=1))
        guess_up_to_the_cap(person, clock)

    assert before == []
    assert on_the_first_day == ["Somebody who knows your password is guessing codes"]
    assert len(subjects()) == 2


def test_recovery_codes_that_are_guessed_are_told_too(person: User, mail_on: None, settings: Any) -> None:
    settings.SITE_URL = "http://localhost"
    add_passkey(desk_of(person))
    QueuedMail.objects.all().delete()
    StaticDevice.objects.update(throttling_failure_count=factors.MOST_FAILURES - 1)

    factors.verify(person, "aaaaa-aaaaa")

    assert subjects() == ["Somebody who knows your password is guessing codes"]


def test_a_right_code_ends_the_guessing(person: User, mail_on: None) -> None:
    switch_on(person)
    QueuedMail.objects.all().delete()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        TOTPDevice.objects.update(throttling_failure_count=factors.MOST_FAILURES - 1)
        clock.shift(CAP)
        assert factors.verify(person, next_code(person))
        clock.shift(CAP)
        factors.verify(person, "000000")

    assert subjects() == []


def test_without_an_address_nothing_is_written(mail_on: None) -> None:
    switch_on(EditorFactory(username="wren", email=""))

    assert subjects() == []
