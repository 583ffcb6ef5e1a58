"""Two at once: an answer counts once, the last factor that is needed stays, codes that were shown work."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from kbsite.accounts import factors
from kbsite.accounts.models import Passkey
from kbsite.accounts.passkeys import protocol, questions
from tests.factories import EditorFactory
from tests.kbsite.accounts.conftest import is_in, log_in, words
from tests.kbsite.accounts.passkeys import ADD, STEP, WHOLE, add_passkey, asked, browser, desk_of
from tests.kbsite.accounts.software_key import SoftwareKey
from tests.kbsite.accounts.test_second_factor import SET_UP, codes_on, switch_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return EditorFactory(username="rowan")


@pytest.fixture
def before_the_lock(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
    """Let something happen just before factors are locked, after a page has looked at them."""

    def arrange(other: Callable[[], Any]) -> None:
        lock = factors.lock

        def after(user: User) -> None:
            monkeypatch.setattr(factors, "lock", lock)
            other()
            lock(user)

        monkeypatch.setattr(factors, "lock", after)

    return arrange


def in_session(key: str, rf: RequestFactory) -> HttpRequest:
    """A request that has read its session."""
    request = rf.post(WHOLE)
    request.session = SessionStore(key)
    assert questions.KEY in request.session
    return request


def remove_page(passkey: Passkey) -> str:
    return f"/admin/your-login/passkeys/{passkey.pk}/remove/"


def test_of_two_answers_at_once_one_is_taken(rf: RequestFactory) -> None:
    client = browser()
    asked(client, WHOLE)
    key = str(client.session.session_key)
    first, second = in_session(key, rf), in_session(key, rf)

    assert "challenge" in questions.take(first, questions.WHOLE_LOGIN)
    with pytest.raises(questions.NothingAsked):
        questions.take(second, questions.WHOLE_LOGIN)
    # A request that is slower than both writes the session as it was.
    second.session[questions.KEY] = client.session[questions.KEY]
    second.session.save()
    with pytest.raises(questions.NothingAsked):
        questions.take(in_session(key, rf), questions.WHOLE_LOGIN)


def test_an_error_does_not_give_the_question_back(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    key = add_passkey(desk_of(person))
    client = browser(raise_request_exception=False)
    log_in(client, "rowan")
    answer = key.use(asked(client, STEP))
    with monkeypatch.context() as broken:
        broken.setattr(protocol, "read_use", lambda *_: 1 / 0)
        failed = client.post(STEP, {"answer": answer})

    again = client.post(STEP, {"answer": answer})

    assert failed.status_code == 500
    assert "took too long" in words(again)
    assert not is_in(client)


def test_of_two_passkeys_removed_at_once_the_last_stays(
    person: User, settings: Any, before_the_lock: Callable[[Callable[[], Any]], None]
) -> None:
    desk = desk_of(person)
    add_passkey(desk)
    add_passkey(desk)
    settings.SECOND_FACTOR_GROUPS = ["editor"]
    other, passkey = factors.passkeys_of(person)
    before_the_lock(other.delete)

    with CaptureQueriesContext(connection) as queries:
        page = desk.post(remove_page(passkey), {"remove": "yes"}, follow=True)

    assert "your last one stays" in words(page)
    assert passkey in factors.passkeys_of(person)
    assert any(query["sql"].endswith("FOR NO KEY UPDATE") for query in queries)


def test_the_app_stays_where_the_passkey_goes_at_the_same_time(
    person: User, settings: Any, before_the_lock: Callable[[Callable[[], Any]], None]
) -> None:
    codes = switch_on(person)
    client = browser()
    log_in(client, "rowan")
    client.post("/admin/login/code/", {"code": codes[0]})
    add_passkey(client)
    settings.SECOND_FACTOR_GROUPS = ["editor"]
    before_the_lock(Passkey.objects.all().delete)

    client.post(f"{SET_UP}remove/", {"code": codes[1]})

    assert factors.authenticator_of(person) is not None


def test_of_two_first_passkeys_at_once_only_one_brings_codes(
    person: User, before_the_lock: Callable[[Callable[[], Any]], None]
) -> None:
    one, other, shown = desk_of(person), desk_of(person), []
    answers = [SoftwareKey().make(asked(desk, ADD)) for desk in (one, other)]
    before_the_lock(lambda: shown.extend(codes_on(one.post(ADD, {"answer": answers[0]}))))

    page = other.post(ADD, {"answer": answers[1]}, follow=True)

    assert Passkey.objects.count() == 2
    assert len(shown) == factors.RECOVERY_CODES
    assert codes_on(page) == []
    assert factors.verify(person, shown[0]) is not None
