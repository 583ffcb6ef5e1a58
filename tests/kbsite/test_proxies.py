"""Whose word counts for where a request comes from."""

from ipaddress import ip_network
from typing import Any

import pytest
from django.conf import settings as site
from django.http import HttpRequest
from django.test import RequestFactory

from kbsite import proxies

PROXY, INNER_PROXY = "10.0.0.1", "10.0.0.2"
READER, SPOOFED, STRANGER = "203.0.113.7", "198.51.100.9", "192.0.2.4"


def settled(request: HttpRequest) -> str:
    """Return the address that the site takes for the reader's."""
    proxies.settle(request.META, site.TRUSTED_PROXIES)
    return str(request.META["REMOTE_ADDR"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        (READER, None, READER),
        (READER, "", READER),
        # Readers can send the header too: it counts only if a proxy of ours passed it on.
        (READER, SPOOFED, READER),
        (READER, f"{SPOOFED}, {PROXY}", READER),
        (PROXY, READER, READER),
        (PROXY, f"  {READER} ,", READER),
        # Each proxy adds to the end: the reader has invented what stands before their address.
        (PROXY, f"{SPOOFED}, {READER}", READER),
        (PROXY, f"{PROXY}, {READER}", READER),
        (PROXY, f"{SPOOFED}, {READER}, {INNER_PROXY}", READER),
        (PROXY, f"{SPOOFED}, {READER}, {STRANGER}, {INNER_PROXY}", STRANGER),
        # Only proxies: the outermost one counts.
        (PROXY, None, PROXY),
        (PROXY, INNER_PROXY, INNER_PROXY),
        (PROXY, "2001:db8::7", "2001:db8::7"),
        # A proxy on an IPv6 socket, and one that sends no address.
        (f"::ffff:{PROXY}", READER, READER),
        ("", READER, ""),
    ],
)
def test_only_our_own_proxies_are_believed(
    peer: str, forwarded: str | None, expected: str, rf: RequestFactory, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/30")]
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}

    request = rf.get("/", REMOTE_ADDR=peer, headers=headers)

    assert settled(request) == expected


def test_whoever_tunnels_is_not_taken_for_our_proxy(rf: RequestFactory, settings: Any) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/30")]

    for tunnel in ("2002:a00:1::1", "64:ff9b::a00:1"):
        request = rf.get("/", REMOTE_ADDR=tunnel, headers={"X-Forwarded-For": SPOOFED})

        assert settled(request) == tunnel


def test_without_proxies_nobody_is_believed(rf: RequestFactory, settings: Any) -> None:
    settings.TRUSTED_PROXIES = []

    request = rf.get("/", REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": SPOOFED})

    assert settled(request) == PROXY
