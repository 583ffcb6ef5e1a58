"""Mail is off without a server; with one, the site checks what else must be set."""

from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.template import Context, Template

from comments.mail.system_checks import check_mail
from kbsite import environment


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp+tls://u:p%40ss@mail.example.org", {"EMAIL_USE_TLS": True, "EMAIL_PORT": 587}),
        ("smtp+ssl://mail.example.org", {"EMAIL_USE_SSL": True, "EMAIL_PORT": 465}),
        ("smtp://mail.example.org", {"EMAIL_PORT": 25}),
        ("smtp://mail.example.org:2525", {"EMAIL_HOST": "mail.example.org", "EMAIL_PORT": 2525}),
        ("smtp+tls://u:p%40ss@mail.example.org", {"EMAIL_HOST_USER": "u", "EMAIL_HOST_PASSWORD": "p@ss"}),
    ],
)
def test_a_mail_server_is_one_address(url: str, expected: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", url)

    assert environment.mail_server("EMAIL_URL").items() >= expected.items()


@pytest.mark.parametrize("value", ["", "  "])
def test_no_address_is_no_mail(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", value)

    assert environment.mail_server("EMAIL_URL") == {}


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org:25",
        "smtp://",
        "smtps://mail.example.org",
        "smtp://mail.example.org:many",
        "smtp://u:geheim@[::1",
        "https://u:geheim@mail.example.org",
    ],
)
def test_an_address_that_cannot_be_read_names_its_variable_and_no_password(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMAIL_URL", url)

    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL") as error:
        environment.mail_server("EMAIL_URL")

    assert "geheim" not in str(error.value)


def test_a_sender_is_an_address_with_a_name_or_without(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("letters@kb.example.org", "Scratchpost <letters@kb.example.org>", ""):
        monkeypatch.setenv("MAIL_FROM", value)
        assert environment.mailbox("MAIL_FROM") == value

    monkeypatch.setenv("MAIL_FROM", "nobody")
    with pytest.raises(ImproperlyConfigured, match="MAIL_FROM"):
        environment.mailbox("MAIL_FROM")


def test_mail_without_the_sites_address_or_a_sender_is_an_error(mail_on: None, settings: Any) -> None:
    settings.SITE_URL = settings.DEFAULT_FROM_EMAIL = ""

    assert [found.id for found in check_mail(None)] == ["comments.E001", "comments.E002"]


def test_mail_of_a_site_without_https_is_warned_of(mail_on: None, settings: Any) -> None:
    settings.SITE_URL = "http://kb.example.org"

    assert [found.id for found in check_mail(None)] == ["comments.W001"]


@pytest.mark.parametrize("is_on", [True, False])
def test_what_is_complete_is_not_complained_about(is_on: bool, mail_on: None, settings: Any) -> None:
    settings.MAIL_IS_ON = is_on

    assert check_mail(None) == []


def test_the_command_does_nothing_without_a_mail_server() -> None:
    out = StringIO()

    call_command("send_mail_queue", stdout=out)

    assert "EMAIL_URL is not set" in out.getvalue()


@pytest.mark.parametrize("is_on", [True, False])
def test_a_page_can_ask_whether_to_speak_of_mail(is_on: bool, settings: Any) -> None:
    settings.MAIL_IS_ON = is_on
    page = Template("{% load comment_mail %}{% mail_is_on as on %}{% if on %}letters{% endif %}")

    assert page.render(Context()) == ("letters" if is_on else "")
