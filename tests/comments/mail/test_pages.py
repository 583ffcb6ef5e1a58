"""The pages behind the links in letters, and the button of mail programs."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from comments.mail import on_approval, on_arrival, recipients
from comments.mail.links import confirm_url, stop_url
from comments.mail.recipients import hash_of
from comments.models import QueuedMail, Recipient
from tests.comments.mail.conftest import WRITER, answered, confirmed, held, stopped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_on")]

SITE = "https://kb.example.org"
# What a mail program sends (RFC 8058, 3.2).
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def links() -> dict[str, str]:
    """The two links of the letter that asks, as paths."""
    on_arrival(held(), "0" * 32)
    text = QueuedMail.objects.get().text
    return {name: re.findall(rf"{SITE}(/mail/{name}/\S+)", text)[0] for name in ("confirm", "stop")}


def test_the_button_behind_the_link_confirms(links: dict[str, str], reader: Client) -> None:
    page = reader.get(links["confirm"])
    assert "May we write to you?" in page.content.decode()
    assert not recipients.wants_letters(WRITER)

    answer = reader.post(links["confirm"], follow=True)

    assert answer.redirect_chain == [(links["confirm"], 303)]
    assert "Your address is confirmed" in answer.content.decode()
    assert recipients.wants_letters(WRITER)


@pytest.mark.parametrize("name", ["confirm", "stop"])
def test_a_program_that_follows_links_changes_nothing(name: str, links: dict[str, str]) -> None:
    before = Recipient.objects.values().get()

    Client().get(links[name])
    Client().head(links[name])

    assert Recipient.objects.values().get() == before


@pytest.mark.parametrize("name", ["confirm", "stop"])
@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}],
    ids=["silent", "cross-site", "origin", "null"],
)
def test_no_other_site_presses_the_button(name: str, headers: dict[str, str], links: dict[str, str]) -> None:
    before = Recipient.objects.values().get()

    answer = Client(headers=headers).post(links[name])

    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()
    assert Recipient.objects.values().get() == before


def test_a_link_to_confirm_ends_after_a_month(links: dict[str, str], reader: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        answer = reader.post(links["confirm"])

    assert answer.status_code == 404
    assert "does not work any more" in answer.content.decode()
    assert not recipients.wants_letters(WRITER)


@pytest.mark.parametrize("name", ["confirm", "stop"])
@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "0" + token, lambda token: "x"])
def test_a_link_that_we_did_not_make_is_not_found(
    name: str, change: Callable[[str], str], links: dict[str, str], reader: Client
) -> None:
    token = links[name].split("/")[-2]
    wrong = links[name].replace(token, change(token))

    for answer in (reader.get(wrong), reader.post(wrong), reader.post(wrong, ONE_CLICK)):
        assert answer.status_code == 404


def test_one_kind_of_link_is_no_good_for_the_other(links: dict[str, str], reader: Client) -> None:
    token = links["stop"].split("/")[-2]

    assert reader.post(f"/mail/confirm/{token}/").status_code == 404


def test_links_name_no_address() -> None:
    for link in (confirm_url(hash_of(WRITER)), stop_url(hash_of(WRITER))):
        assert "rowan" not in link
        assert "private" not in link


def test_stopping_asks_first_and_then_ends_all_letters(reader: Client) -> None:
    confirmed(WRITER)
    reply = answered()
    on_approval(reply)
    path = QueuedMail.objects.get().unsubscribe_url.removeprefix(SITE)

    assert "Stop all letters?" in reader.get(path).content.decode()
    answer = reader.post(path, follow=True)

    assert "You get no more letters" in answer.content.decode()
    assert not QueuedMail.objects.exists()
    on_arrival(held(), "0" * 32)
    assert not QueuedMail.objects.exists()


def test_stopping_leaves_the_letters_of_others(reader: Client) -> None:
    on_arrival(held(), "0" * 32)
    on_arrival(held(email="other@private.example"), "0" * 32)

    reader.post(stop_url(hash_of(WRITER)).removeprefix(SITE))

    assert QueuedMail.objects.get().to == "other@private.example"


def test_who_stopped_may_start_again_by_the_same_link(reader: Client) -> None:
    stopped(WRITER)
    path = stop_url(hash_of(WRITER)).removeprefix(SITE)
    assert "Write to me again" in reader.get(path).content.decode()

    answer = reader.post(path, {"again": "yes"}, follow=True)

    assert "Stop all letters?" in answer.content.decode()
    assert recipients.wants_letters(WRITER)


@pytest.mark.parametrize("multipart", [False, True], ids=["urlencoded", "multipart"])
def test_a_mail_programs_button_stops_with_one_request(multipart: bool) -> None:
    confirmed(WRITER)
    path = stop_url(hash_of(WRITER)).removeprefix(SITE)
    # Without a cookie and an origin: the request comes from no page.
    client = Client(enforce_csrf_checks=True)

    if multipart:
        answer = client.post(path, ONE_CLICK)
    else:
        body, kind = "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"
        answer = client.post(path, body, content_type=kind)

    assert answer.status_code == 200
    assert not answer.cookies
    assert not recipients.wants_letters(WRITER)


def test_pressed_twice_it_says_the_same() -> None:
    confirmed(WRITER)
    path = stop_url(hash_of(WRITER)).removeprefix(SITE)

    assert [Client().post(path, ONE_CLICK).status_code for _ in range(2)] == [200, 200]


def test_stopping_counts_even_when_the_comments_are_gone() -> None:
    path = stop_url(hash_of(WRITER)).removeprefix(SITE)

    assert Client().post(path, ONE_CLICK).status_code == 200

    on_arrival(held(), "0" * 32)
    assert not QueuedMail.objects.exists()


@pytest.mark.parametrize("name", ["confirm", "stop"])
def test_these_pages_are_kept_by_nobody(name: str, links: dict[str, str], reader: Client) -> None:
    for path in (links[name], links[name][:-2] + "/"):
        answer = reader.get(path)

        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert not answer.cookies
        assert WRITER not in answer.content.decode()
