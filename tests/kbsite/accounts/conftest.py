"""Logins at the real login page, and the letters that they cause."""

import re
from typing import Any

import pytest
from django.test import Client

from comments.mail import courier
from comments.models import QueuedMail

LOGIN = "/admin/login/"
RIGHT = "correct horse"


def log_in(client: Client, name: str, password: str = RIGHT, **more: Any) -> Any:
    return client.post(LOGIN, {"username": name, "password": password, "next": "/admin/"}, **more)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def at(address: str) -> Client:
    """A browser in that network."""
    return Client(REMOTE_ADDR=address)


def words(response: Any) -> str:
    """The text of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def link_in(letter: QueuedMail) -> str:
    """The path of the only link in a letter."""
    [path] = re.findall(r"https://kb\.example\.org(/\S+)", letter.text)
    return str(path)


@pytest.fixture
def mail_on(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters are queued, and stay there for the test to read."""
    settings.MAIL_IS_ON = True
    settings.SITE_URL = "https://kb.example.org"
    monkeypatch.setattr(courier, "call_on_commit", lambda: None)
