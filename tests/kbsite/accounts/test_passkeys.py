"""Passkeys of a login: adding, naming and removing them."""

import logging
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice

from comments.models import QueuedMail
from kbsite.accounts import factors
from kbsite.accounts.asking import FIELD
from kbsite.accounts.models import Passkey
from kbsite.accounts.passkeys import keeping
from kbsite.accounts.views import passkeys as passkey_pages
from tests.factories import EditorFactory
from tests.kbsite.accounts.conftest import RIGHT, is_in, log_in, words
from tests.kbsite.accounts.passkeys import ADD, YOURS, add_passkey, asked, browser, desk_of
from tests.kbsite.accounts.software_key import SoftwareKey, raw, text
from tests.kbsite.accounts.test_second_factor import SET_UP, codes_on, switch_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return EditorFactory(username="rowan", email="rowan@vets.example")


def page_of(passkey: Passkey) -> str:
    return f"/admin/your-login/passkeys/{passkey.pk}/"


def test_the_first_one_is_stored_and_shows_the_recovery_codes_once(person: User) -> None:
    elsewhere, client, key = desk_of(person), desk_of(person), SoftwareKey()

    done = client.post(ADD, {"name": "My phone", "answer": key.make(asked(client, ADD))})

    passkey = Passkey.objects.get()
    assert len(set(codes_on(done))) == factors.RECOVERY_CODES
    assert "no-store" in done["Cache-Control"]
    assert (passkey.user, passkey.name, bytes(passkey.credential_id)) == (
        person,
        "My phone",
        key.credential_id,
    )
    assert passkey.transports == ["internal", "hybrid"]
    assert "My phone" in words(client.get(YOURS))
    # The others were opened by the password alone.
    assert not is_in(elsewhere)


def test_a_further_one_keeps_the_codes_and_the_owner_on_the_device(person: User) -> None:
    client = desk_of(person)
    first = add_passkey(client)
    before = set(StaticDevice.objects.values_list("pk", flat=True))

    question = asked(client, ADD)
    client.post(ADD, {"answer": SoftwareKey().make(question)}, headers={"User-Agent": "Firefox/140 Linux"})

    assert [key["id"] for key in question["excludeCredentials"]] == [text(first.credential_id)]
    assert raw(question["user"]["id"]) == first.handle
    assert len(first.handle) == keeping.HANDLE_BYTES
    assert factors.passkeys_of(person)[0].name == "Firefox on Linux"
    assert set(StaticDevice.objects.values_list("pk", flat=True)) == before


def test_its_owner_gets_a_letter(person: User, mail_on: None, settings: Any) -> None:
    settings.SITE_URL = "http://localhost"
    add_passkey(desk_of(person), name="See www.example")

    letter = QueuedMail.objects.get()
    assert letter.to == "rowan@vets.example"
    assert "was added to your login “rowan”" in letter.text
    assert "http://localhost/admin/your-login/" in letter.text
    # What somebody else may have typed is no word of ours.
    assert "www.example" not in letter.text + letter.html


def test_the_password_is_asked_for_again_first(person: User) -> None:
    client = browser()
    log_in(client, "rowan")

    with time_machine.travel(timezone.now() + timedelta(minutes=15)):
        page = client.get(ADD)
        answer = SoftwareKey().make(asked(client, ADD))
        kept_out = client.post(ADD, {"answer": answer})

    assert "Type your password again" in words(page)
    assert "Type your password again" in words(kept_out)
    assert not Passkey.objects.exists()


def test_nobody_adds_more_than_they_can_have(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 1)
    client = desk_of(person)
    add_passkey(client)

    refused = client.post(f"{ADD}options/")

    assert refused.status_code == 409
    assert "You have 1 passkeys" in refused.json()["fault"]


def test_a_passkey_is_renamed_only_by_its_owner(person: User) -> None:
    client, other = desk_of(person), desk_of(EditorFactory(username="wren"))
    add_passkey(client)
    path = page_of(Passkey.objects.get())

    client.post(path, {"name": "<b>Desk</b>"})

    assert other.get(path).status_code == other.post(path, {"name": "x"}).status_code == 404
    assert other.post(f"{path}remove/", {"remove": "yes"}).status_code == 404
    assert browser().get(path).status_code == 302
    assert "&lt;b&gt;Desk&lt;/b&gt;" in client.get(YOURS).content.decode()


def test_removing_the_last_one_asks_for_the_password_and_takes_the_codes_along(person: User) -> None:
    client = browser()
    log_in(client, "rowan")
    add_passkey(client)
    path = f"{page_of(Passkey.objects.get())}remove/"

    with time_machine.travel(timezone.now() + timedelta(minutes=15)):
        asked_again = client.post(path, {"remove": "yes"})
        still_there = Passkey.objects.exists()
        done = client.post(path, {"remove": "yes", FIELD: RIGHT}, follow=True)

    assert "Type your password again" in words(asked_again)
    assert still_there
    assert "your second factor is off" in words(done)
    assert not Passkey.objects.exists()
    assert not StaticDevice.objects.exists()


def test_new_recovery_codes_of_a_passkey_take_the_password(person: User) -> None:
    client = browser()
    log_in(client, "rowan")
    add_passkey(client)
    before = StaticDevice.objects.get().pk

    with time_machine.travel(timezone.now() + timedelta(minutes=15)):
        asked_again = client.post(f"{SET_UP}codes/", {"make": "codes"})
        kept = StaticDevice.objects.get().pk
        done = client.post(f"{SET_UP}codes/", {"make": "codes", FIELD: RIGHT})

    assert "Type your password again" in words(asked_again)
    assert kept == before
    assert len(codes_on(done)) == factors.RECOVERY_CODES


def test_whoever_has_no_factor_gets_no_codes(person: User) -> None:
    client = desk_of(person)

    client.post(f"{SET_UP}codes/", {"make": "codes"})

    assert not StaticDevice.objects.exists()


def test_a_name_changes_nothing_else_and_brings_nothing_back(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = desk_of(person)
    add_passkey(client)
    passkey, own = Passkey.objects.get(), passkey_pages._own

    def used_meanwhile(*args: Any) -> Passkey:
        found = own(*args)
        Passkey.objects.update(sign_count=7)
        return found

    def removed_meanwhile(*args: Any) -> Passkey:
        found = own(*args)
        Passkey.objects.all().delete()
        return found

    monkeypatch.setattr(passkey_pages, "_own", used_meanwhile)
    client.post(page_of(passkey), {"name": "Old phone"})
    named = Passkey.objects.get()
    monkeypatch.setattr(passkey_pages, "_own", removed_meanwhile)
    late = client.post(page_of(passkey), {"name": "No phone"})

    assert (named.name, named.sign_count) == ("Old phone", 7)
    assert late.status_code == 404
    assert not Passkey.objects.exists()


def test_where_a_group_needs_a_factor_a_passkey_is_one_and_the_last_stays(
    person: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_GROUPS = ["editor"]
    client = browser()
    first = log_in(client, "rowan")
    offered = client.get(SET_UP)
    add_passkey(client)
    only = Passkey.objects.get()
    stays = client.post(f"{page_of(only)}remove/", {"remove": "yes"}, follow=True)
    add_passkey(client, name="Another")
    client.post(f"{page_of(only)}remove/", {"remove": "yes"})

    assert first.headers["Location"] == SET_UP
    assert ADD in offered.content.decode()
    assert "your last one stays" in words(stays)
    assert [passkey.name for passkey in factors.passkeys_of(person)] == ["Another"]
    # The session was opened with the one that is gone, and belongs to the other now.
    assert client.get(YOURS).status_code == 200


def test_whoever_only_waits_adds_none_beside_a_factor_that_is_there(person: User, settings: Any) -> None:
    settings.SECOND_FACTOR_GROUPS = ["editor"]
    switch_on(person)
    client = browser()
    log_in(client, "rowan")

    assert client.get(ADD).headers["Location"] == "/admin/login/"
    assert client.post(f"{ADD}options/").status_code == 403


def test_the_app_may_go_where_a_passkey_stays(person: User, settings: Any) -> None:
    settings.SECOND_FACTOR_GROUPS = ["editor"]
    codes = switch_on(person)
    client = browser()
    log_in(client, "rowan")
    client.post("/admin/login/code/", {"code": codes[0]})
    add_passkey(client)

    client.post(f"{SET_UP}remove/", {"code": codes[1]})

    assert factors.authenticator_of(person) is None
    assert "My phone" in words(client.get(YOURS))
    assert factors.recovery_codes_left(person) == factors.RECOVERY_CODES - 2


def test_the_operator_takes_passkeys_off_and_ends_sessions(
    person: User, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = desk_of(person)
    add_passkey(desk)
    other = desk_of(person)

    with caplog.at_level(logging.WARNING):
        call_command("reset_second_factor", "rowan")

    assert not Passkey.objects.exists()
    assert not StaticDevice.objects.exists()
    assert "login rowan was removed by reset_second_factor" in caplog.text
    # The phone that was lost may have had one of them open.
    assert not is_in(desk)
    assert not is_in(other)
    assert "logged out everywhere. Sessions ended: 2" in capsys.readouterr().out


def test_the_list_costs_the_same_however_long_it_is(
    person: User, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client = desk_of(person)
    add_passkey(client)
    with django_assert_max_num_queries(40) as one:
        client.get(YOURS)
    as_many = len(one)
    add_passkey(client)
    add_passkey(client)

    with django_assert_num_queries(as_many):
        client.get(YOURS)


def test_nobody_reads_the_passkeys_of_others_in_the_admin() -> None:
    assert Passkey not in admin.site._registry
