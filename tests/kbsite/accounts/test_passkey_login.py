"""Logging in with a passkey: after the password, and in place of it."""

import logging
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from kbsite.accounts import factors
from kbsite.accounts.models import Passkey
from tests.factories import EditorFactory
from tests.kbsite.accounts.conftest import is_in, log_in, words
from tests.kbsite.accounts.passkeys import STEP, WHOLE, YOURS, add_passkey, asked, browser, desk_of
from tests.kbsite.accounts.software_key import PRESENT, SoftwareKey, text

TRIES = settings.LOCK_NAME_IN_NETWORK_AFTER

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return EditorFactory(username="rowan")


@pytest.fixture
def key(person: User) -> SoftwareKey:
    return add_passkey(desk_of(person))


@pytest.fixture
def waiting_one(key: SoftwareKey) -> Client:
    """A browser after the right password."""
    client = browser()
    log_in(client, "rowan")
    return client


def use_whole(client: Client, key: SoftwareKey, to: str = "", **said: Any) -> Any:
    return client.post(WHOLE, {"answer": key.use(asked(client, WHOLE), **said), "next": to})


def test_after_the_password_the_passkey_lets_in(waiting_one: Client, key: SoftwareKey) -> None:
    between = waiting_one.get("/admin/")
    page = waiting_one.get("/admin/login/code/")
    question = asked(waiting_one, STEP)
    done = waiting_one.post(STEP, {"answer": key.use(question, userHandle=None)})

    assert between.status_code == 302
    assert f'action="{STEP}"' in page.content.decode()
    assert [known["id"] for known in question["allowCredentials"]] == [text(key.credential_id)]
    assert done.headers["Location"] == "/admin/"
    assert waiting_one.get("/admin/").status_code == 200
    assert Passkey.objects.get().last_used_at is not None


def test_a_recovery_code_lets_in_without_the_passkey(person: User, waiting_one: Client) -> None:
    code = factors.new_recovery_codes(person)[0]

    page = waiting_one.get("/admin/login/code/")
    waiting_one.post("/admin/login/code/", {"code": code})

    assert "type one of your recovery codes" in words(page)
    assert "authenticator app" not in words(page)
    assert is_in(waiting_one)


def test_an_answer_works_once(waiting_one: Client, key: SoftwareKey) -> None:
    other = browser()
    log_in(other, "rowan")
    answer = key.use(asked(waiting_one, STEP))
    asked(other, STEP)

    waiting_one.post(STEP, {"answer": answer})
    elsewhere = other.post(STEP, {"answer": answer})
    waiting_one.post("/admin/logout/")
    log_in(waiting_one, "rowan")
    again = waiting_one.post(STEP, {"answer": answer})

    assert "was not accepted" in words(elsewhere)
    assert "took too long" in words(again)
    assert not is_in(waiting_one)
    assert not is_in(other)


def test_an_answer_that_comes_late_is_asked_for_again_and_not_counted(
    waiting_one: Client, key: SoftwareKey
) -> None:
    answer = key.use(asked(waiting_one, STEP))

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        late = waiting_one.post(STEP, {"answer": answer})

    assert "took too long" in words(late)
    assert not is_in(waiting_one)
    assert not AccessAttempt.objects.exists()


def test_the_passkey_of_somebody_else_does_not_stand_for_ones_own(waiting_one: Client) -> None:
    other = add_passkey(desk_of(EditorFactory(username="wren")))

    page = waiting_one.post(STEP, {"answer": other.use(asked(waiting_one, STEP))})

    assert "does not know that passkey" in words(page)
    assert not is_in(waiting_one)


@pytest.mark.parametrize(
    ("name", "value"),
    [("origin", "https://scratchpost.example"), ("rp_id", "scratchpost.example"), ("is_framed", True)],
)
def test_what_another_site_has_got_out_of_it_lets_nobody_in(
    name: str, value: object, key: SoftwareKey
) -> None:
    setattr(key, name, value)
    client = browser()

    page = use_whole(client, key)

    assert page.headers["Location"].startswith("/admin/login/")
    assert not is_in(client)


@pytest.mark.parametrize("changed", [{"signature": text(b"x" * 70)}, {"userHandle": text(b"somebody else")}])
def test_a_forged_answer_lets_nobody_in(changed: dict[str, str], key: SoftwareKey) -> None:
    client = browser()

    use_whole(client, key, **changed)

    assert not is_in(client)
    assert AccessAttempt.objects.get().username == "rowan"


def test_it_may_be_the_whole_login(key: SoftwareKey, person: User, settings: Any) -> None:
    settings.SECOND_FACTOR_GROUPS = ["editor"]
    client = browser()
    page = client.get(f"/admin/login/?next={YOURS}")
    question = asked(client, WHOLE)

    done = client.post(WHOLE, {"answer": key.use(question), "next": YOURS})

    assert f'action="{WHOLE}"' in page.content.decode()
    assert f'value="{YOURS}"' in page.content.decode()
    assert question["userVerification"] == "required"
    assert "allowCredentials" not in question
    assert done.headers["Location"] == YOURS
    assert client.get("/admin/").status_code == 200
    # From here the person may log in, whatever strangers do elsewhere; and the session lasts.
    assert AccessLog.objects.filter(username="rowan").exists()
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_it_leads_to_no_other_site(key: SoftwareKey) -> None:
    assert use_whole(browser(), key, to="https://elsewhere.example/").headers["Location"] == "/admin/"


def test_the_whole_login_needs_a_device_that_verifies_its_owner_and_names_them(key: SoftwareKey) -> None:
    unnamed, unverified = browser(), browser()

    use_whole(unnamed, key, userHandle=None)
    key.flags = PRESENT
    use_whole(unverified, key)

    assert not is_in(unnamed)
    assert not is_in(unverified)


def test_without_verification_it_is_still_a_second_factor(waiting_one: Client, key: SoftwareKey) -> None:
    key.flags = PRESENT

    waiting_one.post(STEP, {"answer": key.use(asked(waiting_one, STEP))})

    assert is_in(waiting_one)


def test_a_counter_that_goes_back_is_refused_and_logged(
    key: SoftwareKey, caplog: pytest.LogCaptureFixture
) -> None:
    for key.count in (7, 8):
        use_whole(browser(), key)
    copy, owner = browser(), browser()

    with caplog.at_level(logging.WARNING):
        refused = copy.get(use_whole(copy, key).headers["Location"])
    key.count = 9
    use_whole(owner, key)

    assert "counts less than at its last use" in words(refused)
    assert "login rowan counted 8, after 8 before" in caplog.text
    assert not is_in(copy)
    assert is_in(owner)
    assert Passkey.objects.get().sign_count == 9


def test_wrong_answers_lock_as_wrong_passwords_do(waiting_one: Client, key: SoftwareKey) -> None:
    for _ in range(TRIES):
        last = waiting_one.post(
            STEP, {"answer": key.use(asked(waiting_one, STEP), signature=text(b"x" * 70))}
        )
    client = browser()
    by_passkey, by_password = use_whole(client, key), log_in(browser(), "rowan")

    assert last.status_code == 429
    assert waiting_one.get("/admin/login/code/").status_code == 302
    assert (by_passkey.status_code, by_password.status_code) == (429, 429)
    assert not is_in(client)


def test_passkeys_that_nobody_has_count_for_the_network(
    key: SoftwareKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "LOCK_NETWORK_AFTER", TRIES)
    stranger = browser("198.51.100.9")
    for _ in range(TRIES):
        last = use_whole(stranger, SoftwareKey())

    assert last.status_code == 429
    assert use_whole(stranger, key).status_code == 429
    assert use_whole(browser(), key).headers["Location"] == "/admin/"


def test_passkeys_that_nobody_has_lock_nobody_elsewhere(
    key: SoftwareKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "LOCK_NAME_AFTER", TRIES)
    for n in range(TRIES):
        use_whole(browser(f"203.0.113.{n}"), SoftwareKey())

    assert use_whole(browser("198.51.100.9"), SoftwareKey()).status_code == 302


@pytest.mark.parametrize(
    "answer", ["", "{", "[]", pytest.param("[" * 20_000, id="deep"), pytest.param("x" * 30_000, id="long")]
)
def test_what_is_no_answer_leads_back(answer: str, key: SoftwareKey) -> None:
    client = browser()
    asked(client, WHOLE)

    assert client.post(WHOLE, {"answer": answer}).headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("changed", [{"is_active": False}, {"is_staff": False}])
def test_a_login_that_is_shut_stays_shut(changed: dict[str, bool], key: SoftwareKey, person: User) -> None:
    User.objects.filter(pk=person.pk).update(**changed)
    client = browser()

    use_whole(client, key)

    assert not is_in(client)


def test_removing_a_passkey_logs_out_what_it_let_in(key: SoftwareKey, person: User) -> None:
    lost, desk = browser(), desk_of(person)
    use_whole(lost, key)
    assert is_in(lost)

    desk.post(f"/admin/your-login/passkeys/{Passkey.objects.get().pk}/remove/", {"remove": "yes"})

    assert not is_in(lost)
    assert is_in(desk)
