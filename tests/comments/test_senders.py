"""Which address a request comes from, and the hashes that are made of it."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import RequestFactory

from comments.senders import NetworkLevel, address_hash, sender_of

PROXY, INNER_PROXY = "10.0.0.1", "10.0.0.2"
READER, SPOOFED, STRANGER = "203.0.113.7", "198.51.100.9", "192.0.2.4"
TODAY = date(2026, 5, 1)


def test_wider_networks_hold_the_narrower_ones(rf: RequestFactory) -> None:
    home = sender_of(rf.get("/", REMOTE_ADDR="2001:db8:1:2ff::7"))
    school = sender_of(rf.get("/", REMOTE_ADDR="203.0.113.7"))

    assert home.networks == {
        NetworkLevel.HOME: "2001:db8:1:2ff::/64",
        NetworkLevel.SITE: "2001:db8:1:200::/56",
        NetworkLevel.ALLOCATION: "2001:db8:1::/48",
    }
    assert school.networks == {NetworkLevel.ADDRESS: "203.0.113.7", NetworkLevel.BLOCK: "203.0.113.0/24"}
    assert home.address_hash == next(iter(home.address_hashes.values()))
    assert len({*home.address_hashes.values(), *home.hashes_for("a thing").values()}) == 6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
        ("2001:DB8:1:2::1", "2001:db8:1:2::1"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        # 6to4, NAT64 and Teredo carry an IPv4 address; Teredo inverts it.
        ("2002:cb00:7107:1::1", "203.0.113.7"),
        ("2002:cb00:7107:ffff::1", "2002:cb00:7107:1::1"),
        ("64:ff9b::cb00:7107", "203.0.113.7"),
        ("2001:0:c000:204:8000:63bf:34ff:8ef8", "203.0.113.7"),
        ("fe80::1%eth0", "fe80::2"),
    ],
)
def test_addresses_of_one_household_are_one_reader(one: str, other: str) -> None:
    assert address_hash(one, TODAY) == address_hash(other, TODAY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:3::1"),
        ("203.0.113.7", "203.0.113.8"),
        ("::ffff:203.0.113.7", "::ffff:203.0.113.8"),
        ("nonsense", "other nonsense"),
        ("", "203.0.113.7"),
        ("2002:cb00:7107::1", "2002:cb00:7108::1"),
        ("64:ff9b::cb00:7107", "64:ff9b::cb00:7108"),
    ],
)
def test_addresses_of_two_households_are_two_readers(one: str, other: str) -> None:
    assert address_hash(one, TODAY) != address_hash(other, TODAY)


def test_the_hash_of_an_address_changes_every_day() -> None:
    days = [TODAY + timedelta(days=number) for number in range(30)]

    hashes = {address_hash(READER, day) for day in days}

    assert len(hashes) == len(days)


def test_without_a_day_the_hash_is_todays() -> None:
    with time_machine.travel("2026-05-01 23:59 +0000", tick=False):
        assert address_hash(READER) == address_hash(READER, TODAY)
    with time_machine.travel("2026-05-02 00:01 +0000", tick=False):
        assert address_hash(READER) != address_hash(READER, TODAY)


def test_the_hash_cannot_be_made_without_our_key(settings: Any) -> None:
    ours = address_hash(READER, TODAY)

    settings.SECRET_KEY = "another key " * 5

    assert address_hash(READER, TODAY) != ours


@pytest.mark.parametrize("address", [READER, "2001:db8:1:2::1", "no address"])
def test_the_hash_holds_no_plain_address(address: str) -> None:
    hashed = address_hash(address, TODAY)

    assert address not in hashed
    assert len(bytes.fromhex(hashed)) == 32
