"""Where passkeys work: at the site's own address, and on the machine of whoever tries the site."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from kbsite.accounts.passkeys import place
from kbsite.accounts.passkeys.place import PasskeyPlace
from tests.factories import EditorFactory
from tests.kbsite.accounts.conftest import log_in, words
from tests.kbsite.accounts.passkeys import ADD, WHOLE, YOURS, add_passkey, desk_of


def asked_at(host: str, scheme: str = "http") -> Any:
    return RequestFactory(headers={"Host": host}).get("/", secure=scheme == "https")


@pytest.mark.parametrize(
    ("site_url", "host", "found"),
    [
        (
            "https://kb.example.org",
            "kb.example.org",
            PasskeyPlace("kb.example.org", "https://kb.example.org"),
        ),
        (
            "https://kb.example.org:443",
            "kb.example.org",
            PasskeyPlace("kb.example.org", "https://kb.example.org"),
        ),
        (
            "https://kb.example.org:8443/pets",
            "kb.example.org:8443",
            PasskeyPlace("kb.example.org", "https://kb.example.org:8443"),
        ),
        (
            "https://müsli.example",
            "xn--msli-0ra.example",
            PasskeyPlace("xn--msli-0ra.example", "https://xn--msli-0ra.example"),
        ),
        (
            "https://straße.example",
            "xn--strae-oqa.example",
            PasskeyPlace("xn--strae-oqa.example", "https://xn--strae-oqa.example"),
        ),
        ("http://localhost:8000", "localhost:8000", PasskeyPlace("localhost", "http://localhost:8000")),
        ("", "localhost:8000", PasskeyPlace("localhost", "http://localhost:8000")),
    ],
)
def test_they_belong_to_the_address_that_is_set(
    site_url: str, host: str, found: PasskeyPlace, settings: Any
) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = site_url, ["*"]

    assert place.place_of(asked_at(host)) == found


@pytest.mark.parametrize(
    ("site_url", "host", "why"),
    [
        # Whatever name a request gives itself, it is not the site's.
        ("https://kb.example.org", "evil.example", "only at the address https://kb.example.org/admin/"),
        ("https://kb.example.org", "localhost", "only at the address https://kb.example.org/admin/"),
        ("https://kb.example.org", "www.kb.example.org", "only at the address"),
        ("http://kb.example.org", "kb.example.org", "need https"),
        ("https://192.0.2.7", "192.0.2.7", "is a number"),
        ("https://-ä-.example", "kb.example.org", "only at the address"),
        ("", "kb.example.org", "SITE_URL"),
        ("", "127.0.0.1:8000", "Log in at http://localhost:8000/admin/ instead"),
        ("", "[::1]", "Log in at http://localhost/admin/ instead"),
    ],
)
def test_elsewhere_the_page_says_why_not_and_where(site_url: str, host: str, why: str, settings: Any) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = site_url, ["*"]

    with pytest.raises(place.Nowhere, match="Passkeys"):
        place.place_of(asked_at(host))
    assert why in place.why_not(asked_at(host))


@pytest.mark.django_db
def test_where_none_works_no_page_offers_one_and_each_says_why() -> None:
    person = EditorFactory(username="rowan")
    add_passkey(desk_of(person))
    numbered, desk = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")
    desk.force_login(person)

    door = numbered.get("/admin/login/").content.decode()
    log_in(numbered, "rowan")
    step = numbered.get("/admin/login/code/")

    assert WHOLE not in door
    assert "http://localhost/admin/ instead" in words(step)
    assert "data-passkey" not in step.content.decode()
    assert "http://localhost/admin/ instead" in words(desk.get(YOURS))
    assert ADD not in desk.get(YOURS).content.decode()
    assert desk.post(f"{ADD}options/").status_code == 409
    assert numbered.post(f"{WHOLE}options/").status_code == 409


@pytest.mark.django_db
def test_after_a_move_a_passkey_still_counts_and_the_page_says_that_it_works_no_longer(settings: Any) -> None:
    person = EditorFactory(username="rowan")
    add_passkey(desk_of(person))
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://kb.example.org", ["kb.example.org"]
    client, desk = Client(SERVER_NAME="kb.example.org"), Client(SERVER_NAME="kb.example.org")
    desk.force_login(person)

    first = log_in(client, "rowan")

    assert first.headers["Location"] == "/admin/login/code/"
    assert "of an earlier address of this site" in words(client.get("/admin/login/code/"))
    assert "Made for localhost, works no longer" in words(desk.get(YOURS))
