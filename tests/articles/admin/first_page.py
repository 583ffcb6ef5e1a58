"""The first page of the desk, as the tests read it."""

import re
from html import unescape
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from tests.factories import UserFactory, VetFactory, group

DAY_PAGE = "/admin/"


def client_of(*roles: str, **more: Any) -> tuple[User, Client]:
    user = VetFactory() if roles == ("vet",) else UserFactory(**more)
    user.groups.set([group(role) for role in roles])
    client = Client()
    client.force_login(user)
    return user, client


def html_of(client: Client) -> str:
    return unescape(client.get(DAY_PAGE).content.decode())


def rows(client: Client) -> list[tuple[str, str, str]]:
    """Kind, title and verb of each row, in their order."""
    row = re.compile(
        r'class="wait-kind">(.*?)</p>\s*<h3 class="wait-title"><a href="[^"]*">(.*?)</a>.*?'
        r'class="wait-do"[^>]*>(.*?)</span>',
        re.DOTALL,
    )
    return row.findall(html_of(client))


def figures(client: Client) -> dict[str, tuple[str, str]]:
    """The figure and the address of each line of the ledger, by its words."""
    line = re.compile(r'<dt><a href="([^"]*)">(.*?)</a></dt>\s*<dd>(.*?)</dd>')
    return {words: (figure, url) for url, words, figure in line.findall(html_of(client))}
