"""Where a login is open, and how its owner closes it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kbsite.accounts import sessions
from kbsite.accounts.models import LoginSession
from tests.factories import EditorFactory
from tests.kbsite.accounts.conftest import log_in, words
from tests.kbsite.accounts.test_second_factor import SET_UP, YOURS, code_of

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604"
DESK = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return EditorFactory(username="rowan")


@pytest.fixture
def phone(person: User) -> Client:
    return entered(PHONE)


@pytest.fixture
def desk(person: User) -> Client:
    return entered(DESK)


def entered(browser: str, name: str = "rowan") -> Client:
    client = Client(headers={"User-Agent": browser})
    log_in(client, name)
    return client


def is_open(client: Client) -> bool:
    return bool(client.get("/admin/").status_code == 200)


def end_links(page: str) -> list[str]:
    return re.findall(r'action="(/admin/your-login/sessions/\d+/end/)"', page)


def test_the_page_names_each_device_and_this_one(phone: Client, desk: Client) -> None:
    page = words(desk.get(YOURS))

    assert "Firefox on Linux This one, now" in page
    assert "Safari on an iPhone" in page


@pytest.mark.parametrize(
    ("browser", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) CriOS/140.0 Mobile Safari/604.1", "Chrome on an iPhone"),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_device_has_plain_words(browser: str, device: str) -> None:
    assert sessions.OpenSession(LoginSession(browser=browser), is_this=False).device == device


def test_one_session_is_ended_and_the_others_stay(phone: Client, desk: Client) -> None:
    third = entered(DESK)
    [link, _other] = end_links(desk.get(YOURS).content.decode())
    row = LoginSession.objects.get(pk=link.split("/")[-3])

    page = desk.post(link, follow=True)

    assert "That session is ended" in words(page)
    assert not Session.objects.filter(session_key=row.session_key).exists()
    assert sorted([is_open(phone), is_open(third)]) == [False, True]
    assert is_open(desk)


def test_all_others_are_ended(phone: Client, desk: Client) -> None:
    other_person = EditorFactory(username="wren")
    theirs = entered(PHONE, other_person.username)

    desk.post(f"{YOURS}sessions/end-others/")

    assert not is_open(phone)
    assert is_open(desk)
    assert is_open(theirs)


def test_nobody_ends_the_session_of_somebody_else(desk: Client) -> None:
    EditorFactory(username="wren")
    theirs = entered(PHONE, "wren")
    row = LoginSession.objects.get(user__username="wren")

    page = desk.post(f"{YOURS}sessions/{row.pk}/end/", follow=True)

    assert "over already" in words(page)
    assert is_open(theirs)


def test_a_new_password_ends_the_others_and_keeps_this_one(phone: Client, desk: Client) -> None:
    form = {
        "old_password": "correct horse",
        "new_password1": "a long new one",
        "new_password2": "a long new one",
    }

    desk.post("/admin/password_change/", form)

    assert not is_open(phone)
    assert is_open(desk)
    assert len(end_links(desk.get(YOURS).content.decode())) == 0


def test_a_new_second_factor_ends_those_without_it(person: User, phone: Client, desk: Client) -> None:
    from django_otp.plugins.otp_totp.models import TOTPDevice

    desk.get(SET_UP)
    desk.post(SET_UP, {"code": code_of(TOTPDevice.objects.get())})

    assert not is_open(phone)
    assert is_open(desk)


def test_a_session_from_before_the_update_is_listed_and_ended(phone: Client, desk: Client) -> None:
    LoginSession.objects.all().delete()

    [link] = end_links(desk.get(YOURS).content.decode())
    desk.post(link)

    assert not is_open(phone)


def test_a_visit_is_written_down_now_and_then(desk: Client) -> None:
    [before] = LoginSession.objects.all()
    desk.get("/admin/")
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        desk.get("/admin/")
        assert LoginSession.objects.get().seen_at == before.seen_at
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        desk.get("/admin/")

    assert LoginSession.objects.get().seen_at > before.seen_at + timedelta(minutes=5)


def test_logging_out_takes_the_row_along(desk: Client) -> None:
    desk.post("/admin/logout/")

    assert not LoginSession.objects.exists()


def test_forget_deletes_what_is_over(phone: Client, desk: Client) -> None:
    Session.objects.filter(session_key=desk.session.session_key).update(
        expire_date=timezone.now() - timedelta(minutes=1)
    )

    call_command("forget", verbosity=0)

    assert LoginSession.objects.get().session_key == phone.session.session_key
    assert Session.objects.count() == 1


def test_a_public_page_costs_a_person_who_is_logged_in_nothing_more(desk: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as of_reader:
        reader = Client().get("/privacy/")
    with (
        time_machine.travel(timezone.now() + timedelta(hours=1)),
        CaptureQueriesContext(connection) as of_staff,
    ):
        staff = desk.get("/privacy/")

    assert len(of_staff) == len(of_reader)
    assert "Cookie" not in staff.get("Vary", "")
    assert not reader.cookies
    assert not staff.cookies
