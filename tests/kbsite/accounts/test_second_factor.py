"""A second factor: set up, asked for at the login, demanded of groups, taken off by the operator."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from kbsite.accounts import factors, waiting
from tests.factories import EditorFactory
from tests.kbsite.accounts.conftest import at, is_in, log_in, words

HOME = "192.0.2.7"
SET_UP = "/admin/your-login/second-factor/"
STEP = "/admin/login/code/"
YOURS = "/admin/your-login/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return EditorFactory(username="rowan")


def code_of(device: TOTPDevice, *, later: int = 0) -> str:
    """What the person's app shows; `later` counts half minutes, for each code works once."""
    totp = TOTP(device.bin_key, drift=later)
    totp.time = timezone.now().timestamp()
    return f"{totp.token():06d}"


def switch_on(user: User) -> list[str]:
    codes = factors.confirm(user, code_of(factors.begun_authenticator(user)))
    assert codes
    return codes


def next_code(user: User) -> str:
    device = factors.authenticator_of(user)
    assert device
    return code_of(device, later=1)


def codes_on(page: Any) -> list[str]:
    return re.findall(r"<li><code>([a-z0-9]{5}-[a-z0-9]{5})</code>", page.content.decode())


def test_whoever_has_none_logs_in_as_before(person: User) -> None:
    client = at(HOME)

    assert log_in(client, "rowan").headers["Location"] == "/admin/"
    assert is_in(client)


def test_setting_it_up_takes_a_code_and_shows_the_recovery_codes_once(person: User) -> None:
    client = at(HOME)
    client.force_login(person)
    page = client.get(SET_UP)
    device = TOTPDevice.objects.get(user=person)
    picture = client.get("/admin/your-login/second-factor/qr-code.svg")

    wrong = client.post(SET_UP, {"code": "000000"})
    TOTPDevice.objects.update(throttling_failure_count=0)
    right = client.post(SET_UP, {"code": code_of(device)})

    assert factors.typed_secret(device) in words(page)
    assert picture["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture["Cache-Control"]
    assert b"<svg" in picture.content
    assert "does not fit" in words(wrong)
    codes = codes_on(right)
    assert len(set(codes)) == factors.RECOVERY_CODES
    assert "no-store" in right["Cache-Control"]
    assert not any(code in client.get(YOURS).content.decode() for code in codes)
    assert client.get("/admin/your-login/second-factor/qr-code.svg").status_code == 404
    assert client.get(SET_UP).headers["Location"] == YOURS


def test_recovery_codes_are_stored_as_hashes(person: User) -> None:
    codes = switch_on(person)

    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert not stored & {code.replace("-", "") for code in codes}
    assert len(stored) == factors.RECOVERY_CODES


def test_the_login_asks_for_the_code_before_anybody_is_in(person: User) -> None:
    switch_on(person)
    client = at(HOME)

    first = log_in(client, "rowan")
    between = client.get("/admin/")
    second = client.post(STEP, {"code": next_code(person)})

    assert first.headers["Location"] == STEP
    assert between.headers["Location"].startswith("/admin/login/")
    assert second.headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_page_that_was_asked_for_opens_after_both_steps(person: User) -> None:
    switch_on(person)
    client = at(HOME)
    client.post("/admin/login/", {"username": "rowan", "password": "correct horse", "next": YOURS})

    assert client.post(STEP, {"code": next_code(person)}).headers["Location"] == YOURS


def test_a_code_works_once(person: User) -> None:
    switch_on(person)
    code, first, second = next_code(person), at(HOME), at(HOME)
    log_in(first, "rowan")
    log_in(second, "rowan")

    first.post(STEP, {"code": code})
    again = second.post(STEP, {"code": code})

    assert is_in(first)
    assert not is_in(second)
    assert "wrong or was used before" in words(again)


def test_a_recovery_code_works_once_however_it_is_typed(person: User) -> None:
    code = switch_on(person)[3]
    first, second = at(HOME), at(HOME)
    log_in(first, "rowan")
    log_in(second, "rowan")

    first.post(STEP, {"code": f" {code.upper().replace('-', ' ')} "})
    second.post(STEP, {"code": code})

    assert is_in(first)
    assert not is_in(second)
    assert factors.recovery_codes_left(person) == factors.RECOVERY_CODES - 1


def test_wrong_codes_slow_down_and_lead_back_to_the_password(
    person: User, caplog: pytest.LogCaptureFixture
) -> None:
    switch_on(person)
    client = at(HOME)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        log_in(client, "rowan")
        first = client.post(STEP, {"code": "000000"})
        at_once = client.post(STEP, {"code": next_code(person)})
        for _ in range(waiting.MAX_TRIES - 1):
            clock.shift(timedelta(seconds=20))
            last = client.post(STEP, {"code": "000000"})

    assert first.status_code == 200
    assert at_once.status_code == 429
    assert not is_in(client)
    assert last.headers["Location"] == "/admin/login/"
    assert "after the right password" in caplog.text


def test_the_wait_for_a_code_ends(person: User) -> None:
    switch_on(person)
    late, changed = at(HOME), at(HOME)
    log_in(late, "rowan")
    log_in(changed, "rowan")

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        too_late = late.get(STEP)
    person.set_password("another one")
    person.save()

    assert too_late.headers["Location"] == "/admin/login/"
    assert changed.get(STEP).headers["Location"] == "/admin/login/"
    assert Client().get(STEP).headers["Location"] == "/admin/login/"


def test_whoever_only_waits_cannot_set_up_another_factor(person: User) -> None:
    switch_on(person)
    client = at(HOME)
    log_in(client, "rowan")

    assert client.get(SET_UP).headers["Location"] == "/admin/login/"
    assert client.get("/admin/your-login/second-factor/qr-code.svg").status_code == 404
    client.post("/admin/your-login/second-factor/remove/", {"code": next_code(person)})
    assert factors.authenticator_of(person)


def test_a_group_that_needs_it_is_led_there_before_anything_else(person: User, settings: Any) -> None:
    settings.SECOND_FACTOR_GROUPS = ["editor"]
    client = at(HOME)

    first = log_in(client, "rowan")
    between = client.get("/admin/")
    page = client.get(SET_UP)
    done = client.post(SET_UP, {"code": code_of(TOTPDevice.objects.get(user=person))})

    assert first.headers["Location"] == SET_UP
    assert between.headers["Location"].startswith("/admin/login/")
    assert "Your group needs a second factor" in words(page)
    assert len(codes_on(done)) == factors.RECOVERY_CODES
    assert 'href="/admin/"' in done.content.decode()
    assert client.get("/admin/").status_code == 200


def test_a_session_from_before_the_demand_is_nobodys(person: User, settings: Any) -> None:
    client = at(HOME)
    client.force_login(person)
    assert client.get("/admin/").status_code == 200

    settings.SECOND_FACTOR_GROUPS = ["editor"]

    assert client.get("/admin/").status_code == 302
    assert client.post("/markdownx/markdownify/", {"content": "x"}).status_code in {302, 403}


@pytest.mark.parametrize(
    ("groups", "is_needed"), [(["superusers"], True), (["moderator"], False), ([], False)]
)
def test_who_needs_it(groups: list[str], is_needed: bool, settings: Any) -> None:
    settings.SECOND_FACTOR_GROUPS = groups
    EditorFactory(username="root", is_superuser=True)
    client = at(HOME)
    log_in(client, "root")

    assert is_in(client) is not is_needed


def test_new_recovery_codes_and_switching_off_need_a_code(person: User) -> None:
    old = switch_on(person)
    client = at(HOME)
    client.force_login(person)

    refused = client.post(f"{SET_UP}codes/", {"code": "nonsense"}, follow=True)
    StaticDevice.objects.update(throttling_failure_count=0)
    new = codes_on(client.post(f"{SET_UP}codes/", {"code": old[0]}))
    client.post(f"{SET_UP}remove/", {"code": old[1]})
    still_on = factors.authenticator_of(person)
    StaticDevice.objects.update(throttling_failure_count=0)
    client.post(f"{SET_UP}remove/", {"code": new[0]})

    assert "Nothing was changed" in words(refused)
    assert len(new) == factors.RECOVERY_CODES
    assert not set(new) & set(old)
    assert still_on
    assert factors.authenticator_of(person) is None
    assert not StaticToken.objects.exists()


def test_where_a_group_needs_it_it_stays_on(person: User, settings: Any) -> None:
    codes = switch_on(person)
    settings.SECOND_FACTOR_GROUPS = ["editor"]
    client = at(HOME)
    log_in(client, "rowan")
    client.post(STEP, {"code": codes[0]})

    client.post(f"{SET_UP}remove/", {"code": codes[1]})

    assert factors.authenticator_of(person)


def test_the_operator_takes_it_off_and_the_log_says_so(
    person: User, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    switch_on(person)
    with caplog.at_level(logging.WARNING):
        call_command("reset_second_factor", "rowan")
    client = at(HOME)
    log_in(client, "rowan")

    assert is_in(client)
    assert "login rowan was removed by reset_second_factor" in caplog.text
    call_command("reset_second_factor", "rowan")
    assert "has no second factor" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no login called nobody"):
        call_command("reset_second_factor", "nobody")


def test_nobody_reads_the_secrets_of_others_in_the_admin() -> None:
    assert not {TOTPDevice, StaticDevice} & set(admin.site._registry)


def test_strangers_see_none_of_these_pages() -> None:
    client = at(HOME)

    assert client.get(YOURS).headers["Location"] == f"/admin/login/?next={YOURS}"
    assert client.get(SET_UP).headers["Location"] == "/admin/login/"
    assert client.post(f"{SET_UP}codes/", {"code": "1"}).status_code == 302
