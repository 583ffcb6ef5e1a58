"""The password is asked for again before roles change, and what was typed is not lost."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from kbsite.accounts.asking import FIELD
from tests.factories import EditorFactory, group
from tests.kbsite.accounts.conftest import RIGHT, log_in, words
from tests.kbsite.accounts.test_second_factor import SET_UP

USERS = "/admin/auth/user/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> User:
    return EditorFactory(username="root", is_superuser=True)


@pytest.fixture
def person() -> User:
    return EditorFactory(username="rowan")


@pytest.fixture
def desk(root: User) -> Client:
    client = Client()
    log_in(client, "root")
    return client


@pytest.fixture
def old(desk: Client) -> Any:
    """The desk, a quarter of an hour after the login."""
    with time_machine.travel(timezone.now() + timedelta(minutes=15)):
        yield desk


def change(person: User, **fields: Any) -> dict[str, Any]:
    joined = timezone.localtime(person.date_joined)
    return {
        "username": person.username,
        "first_name": "Rowan “the” O'Neil & <co>",
        "is_active": "on",
        "is_staff": "on",
        "date_joined_0": f"{joined:%Y-%m-%d}",
        "date_joined_1": f"{joined:%H:%M:%S}",
        **fields,
    }


def carried_by(page: Any) -> dict[str, list[str]]:
    """The form that the question carries, as a browser would send it."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(
        r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page.content.decode()
    ):
        found.setdefault(html.unescape(name), []).append(html.unescape(value))
    found.pop("csrfmiddlewaretoken", None)
    return found


def test_soon_after_the_login_nothing_is_asked(desk: Client, person: User) -> None:
    desk.post(f"{USERS}{person.pk}/change/", change(person, is_superuser="on"))

    person.refresh_from_db()
    assert person.is_superuser


def test_later_the_question_comes_first_and_carries_the_whole_form(old: Client, person: User) -> None:
    groups = [str(group("vet").pk), str(group("moderator").pk)]

    page = old.post(f"{USERS}{person.pk}/change/", change(person, is_superuser="on", groups=groups))
    person.refresh_from_db()
    before = person.is_superuser
    saved = old.post(f"{USERS}{person.pk}/change/", carried_by(page) | {FIELD: RIGHT})

    person.refresh_from_db()
    assert "Type your password again" in words(page)
    assert "no-store" in page["Cache-Control"]
    assert not before
    assert saved.status_code == 302
    assert person.is_superuser
    assert person.first_name == "Rowan “the” O'Neil & <co>"
    assert set(person.groups.values_list("name", flat=True)) == {"vet", "moderator"}


def test_a_wrong_password_changes_nothing_and_keeps_the_form(old: Client, person: User) -> None:
    path = f"{USERS}{person.pk}/change/"
    first = old.post(path, change(person, is_superuser="on"))

    again = old.post(path, carried_by(first) | {FIELD: "wrong"})

    person.refresh_from_db()
    assert "That password is wrong" in words(again)
    assert carried_by(again) == carried_by(first)
    assert not person.is_superuser


def test_wrong_passwords_here_lock_as_they_do_at_the_login(old: Client, person: User) -> None:
    path, form = f"{USERS}{person.pk}/change/", change(person, is_superuser="on")

    answers = [
        old.post(path, form | {FIELD: "wrong"}).status_code
        for _ in range(settings.LOCK_NAME_IN_NETWORK_AFTER)
    ]
    right = old.post(path, form | {FIELD: RIGHT})

    person.refresh_from_db()
    assert answers[-1] == right.status_code == 429
    assert not person.is_superuser


def test_one_answer_holds_for_some_minutes(old: Client, person: User) -> None:
    path = f"{USERS}{person.pk}/change/"
    old.post(path, change(person) | {FIELD: RIGHT})
    old.post(path, change(person, is_superuser="on"))

    person.refresh_from_db()
    assert person.is_superuser


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/admin/auth/group/{group}/change/", {"name": "renamed"}),
        ("/admin/auth/group/add/", {"name": "new"}),
        ("/admin/auth/group/{group}/delete/", {"post": "yes"}),
        ("/admin/auth/group/", {"action": "delete_selected", "_selected_action": "{group}", "post": "yes"}),
        (
            "/admin/auth/user/add/",
            {"username": "new", "password1": "a long new one", "password2": "a long new one"},
        ),
        ("/admin/auth/user/{person}/delete/", {"post": "yes"}),
        (
            "/admin/auth/user/{person}/password/",
            {"password1": "a long new one", "password2": "a long new one"},
        ),
    ],
)
def test_every_change_of_logins_and_groups_asks(
    path: str, form: dict[str, str], old: Client, person: User
) -> None:
    numbers = {"group": group("vet").pk, "person": person.pk}
    filled = {name: value.format(**numbers) for name, value in form.items()}
    before = set(User.objects.values_list("username", "password")), set(Group.objects.values_list("name"))

    page = old.post(path.format(**numbers), filled)

    after = set(User.objects.values_list("username", "password")), set(Group.objects.values_list("name"))
    assert "Type your password again" in words(page)
    assert carried_by(page) == {name: [value] for name, value in filled.items()}
    assert after == before


def test_other_pages_do_not_ask(old: Client) -> None:
    assert old.get(USERS).status_code == 200
    assert "Type your password" not in words(old.post("/admin/articles/species/add/", {"name": ""}))


def test_whoever_may_not_change_logins_learns_nothing_here(person: User) -> None:
    client = Client()
    log_in(client, "rowan")

    assert client.post(f"{USERS}{person.pk}/change/", {}).status_code == 403
    assert Client().post(f"{USERS}{person.pk}/change/", {}).status_code == 302


def test_a_second_factor_is_set_up_only_after_the_password(old: Client) -> None:
    asked = old.get(SET_UP)
    answered = old.post(SET_UP, {FIELD: RIGHT})

    assert "Type your password again" in words(asked)
    assert answered.headers["Location"] == SET_UP
    assert "Set up a second factor" in words(old.get(SET_UP))
