"""Questions for passkeys that the site asks people whom it does not know yet."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone

from kbsite.accounts.passkeys import questions
from kbsite.accounts.views import passkey_login
from tests.factories import EditorFactory
from tests.kbsite.accounts.conftest import log_in
from tests.kbsite.accounts.passkeys import STEP, WHOLE, asked, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return EditorFactory(username="rowan")


def test_questions_to_strangers_are_few_and_soon_forgotten(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passkey_login, "A_NETWORK", 2)
    for _ in range(2):
        asked(browser(), WHOLE)
    refused = browser().post(f"{WHOLE}options/")

    assert refused.status_code == 429
    assert "name and password" in refused.json()["fault"]
    assert int(refused["Retry-After"]) > 0
    assert Session.objects.count() == 2
    soon = timezone.now() + timedelta(seconds=questions.STRANGERS_SESSION_SECONDS)
    assert not Session.objects.filter(expire_date__gt=soon).exists()


def test_the_networks_of_one_customer_together_leave_passkeys_to_others(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passkey_login, "OF_ALL", 8)
    statuses = [
        browser(f"2001:db8:1:{home:x}::1").post(f"{WHOLE}options/").status_code for home in range(1, 10)
    ]

    assert statuses == [200] * 2 + [429] * 7
    assert browser("198.51.100.9").post(f"{WHOLE}options/").status_code == 200


def test_a_password_after_a_question_to_a_stranger_opens_a_session_that_lasts(person: User) -> None:
    client = browser()
    asked(client, WHOLE)

    log_in(client, "rowan")

    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_nobody_unknown_is_asked_for_a_second_step() -> None:
    assert browser().post(f"{STEP}options/").status_code == 403
    assert browser().post(STEP, {"answer": "{}"}).headers["Location"] == "/admin/login/"
