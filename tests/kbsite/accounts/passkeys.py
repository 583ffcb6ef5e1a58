"""How people add and use passkeys, through the pages."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from kbsite.accounts.models import Passkey
from tests.kbsite.accounts.software_key import SoftwareKey

HOME = "192.0.2.7"
YOURS = "/admin/your-login/"
ADD = "/admin/your-login/passkeys/add/"
STEP = "/admin/login/code/passkey/"
WHOLE = "/admin/login/passkey/"


def browser(address: str = HOME, **more: Any) -> Client:
    """One that has opened the site under a name for which passkeys work."""
    return Client(REMOTE_ADDR=address, SERVER_NAME="localhost", **more)


def asked(client: Client, path: str) -> Any:
    """The question of a page, as its script gets it."""
    return client.post(f"{path}options/").json()["publicKey"]


def desk_of(user: User) -> Client:
    """A browser in which somebody has just logged in."""
    client = browser()
    client.force_login(user)
    return client


def add_passkey(client: Client, key: SoftwareKey | None = None, name: str = "My phone") -> SoftwareKey:
    key = key or SoftwareKey()
    client.post(ADD, {"name": name, "answer": key.make(asked(client, ADD))})
    assert Passkey.objects.filter(credential_id=key.credential_id).exists()
    return key
