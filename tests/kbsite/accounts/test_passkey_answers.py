"""Answers that add no passkey: wrong, late, used before, or of somebody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from kbsite.accounts import factors
from kbsite.accounts.models import Passkey, PasskeyQuestion
from tests.factories import EditorFactory
from tests.kbsite.accounts.conftest import words
from tests.kbsite.accounts.passkeys import ADD, add_passkey, asked, desk_of
from tests.kbsite.accounts.software_key import SoftwareKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return EditorFactory(username="rowan")


WRONG: dict[str, Callable[[SoftwareKey], object]] = {
    "another site's page": lambda key: setattr(key, "origin", "https://scratchpost.example"),
    "another port": lambda key: setattr(key, "origin", "http://localhost:81"),
    "another name": lambda key: setattr(key, "rp_id", "scratchpost.example"),
    "a frame": lambda key: setattr(key, "is_framed", True),
    "nobody touched it": lambda key: setattr(key, "flags", 0),
    "a name that is too long": lambda key: setattr(key, "credential_id", bytes(1024)),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_an_answer_that_is_wrong_adds_nothing(wrong: str, person: User) -> None:
    client, key = desk_of(person), SoftwareKey()
    WRONG[wrong](key)

    page = client.post(ADD, {"answer": key.make(asked(client, ADD))})

    assert "Nothing was added" in words(page)
    assert not Passkey.objects.exists()


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{",
        "[]",
        "null",
        '{"id": 1, "rawId": 1}',
        pytest.param("[" * 20_000, id="deep"),
        '{"response": {"clientDataJSON": ""}}',
    ],
)
def test_what_is_no_answer_adds_nothing(answer: str, person: User) -> None:
    client = desk_of(person)
    asked(client, ADD)

    page = client.post(ADD, {"answer": answer})

    assert page.status_code == 200
    assert "Nothing was added" in words(page)


def test_a_question_is_answered_once_in_time_and_by_whom_it_was_put_to(person: User) -> None:
    client, other, key = desk_of(person), desk_of(EditorFactory(username="wren")), SoftwareKey()
    old = key.make(asked(client, ADD))
    newer = SoftwareKey().make(asked(client, ADD))
    elsewhere = SoftwareKey().make(asked(other, ADD))

    of_an_older_one = client.post(ADD, {"answer": old})
    again = client.post(ADD, {"answer": newer})
    of_somebody_else = other.post(ADD, {"answer": newer})
    used = other.post(ADD, {"answer": elsewhere})
    late = key.make(asked(client, ADD))
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        too_late = client.post(ADD, {"answer": late})

    assert "Nothing was added" in words(of_an_older_one)
    assert "took too long" in words(again)
    assert "Nothing was added" in words(of_somebody_else)
    assert "took too long" in words(used)
    assert "took too long" in words(too_late)
    assert not Passkey.objects.exists()


def test_questions_without_an_answer_are_forgotten(person: User) -> None:
    client = desk_of(person)
    asked(client, ADD)
    asked(client, ADD)
    of_this_browser = PasskeyQuestion.objects.count()
    call_command("forget", verbosity=0)
    still_good = PasskeyQuestion.objects.count()
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        call_command("forget", verbosity=0)

    assert (of_this_browser, still_good) == (1, 1)
    assert not PasskeyQuestion.objects.exists()


def test_a_key_that_somebody_has_added_is_nobody_elses(person: User) -> None:
    key = add_passkey(desk_of(EditorFactory(username="wren")))
    client = desk_of(person)

    page = client.post(ADD, {"answer": key.make(asked(client, ADD))})

    assert "was added before" in words(page)
    assert Passkey.objects.get().user.username == "wren"
    assert factors.any_of(person) is None
    assert factors.recovery_codes_left(person) == 0
