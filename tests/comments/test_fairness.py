"""No network uses up the places of all others, and people who share one are served."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from articles.images.decoding import TooBusy
from comments import limits
from comments.models import Tally
from comments.senders import NetworkLevel, Sender, sender_of
from comments.writing import photo_turns
from tests.comments.writing.test_concurrency import at_once
from tests.factories import photo_upload

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 3, 12, 0, 0, tzinfo=UTC)


def sender(address: str) -> Sender:
    return sender_of(RequestFactory().get("/", REMOTE_ADDR=address))


def is_served(address: str, rule: limits.Rule = limits.COMMENTS) -> bool:
    try:
        with transaction.atomic():
            limits.count(sender(address), rule)
    except limits.LimitReached:
        return False
    return True


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.mark.parametrize("addresses", [["203.0.113.7"] * 5, [f"2001:db8:1:2::{n}" for n in range(5)]])
@pytest.mark.parametrize("rule", [limits.COMMENTS, limits.PHOTOS, limits.VOTES])
def test_a_household_of_five_is_served_all_evening(
    addresses: list[str], rule: limits.Rule, clock: time_machine.Traveller
) -> None:
    for _ in range(5):
        assert [is_served(address, rule) for address in addresses] == [True] * 5
        clock.shift(timedelta(minutes=40))


def test_a_school_of_three_hundred_behind_one_address_is_served(clock: time_machine.Traveller) -> None:
    for _ in range(30):
        assert [is_served("203.0.113.7") for _ in range(10)] == [True] * 10
        clock.shift(timedelta(minutes=1))


@pytest.mark.usefixtures("clock")
def test_a_flood_from_one_allocation_leaves_the_places_of_strangers() -> None:
    flood = [f"2001:db8:1:{number:x}::1" for number in range(500)]
    strangers = [f"2001:db8:{number:x}::1" for number in range(100, 110)]
    strangers += [f"198.51.{number}.7" for number in range(10)]

    before = sum(map(is_served, flood))
    served = sum(map(is_served, strangers))

    assert (before, served) == (12, 20)


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("rule", "most"),
    [(limits.COMMENTS, 12), (limits.PHOTOS, 12), (limits.REPORTS, 30), (limits.VOTES, 240)],
    ids=lambda value: getattr(value, "what", value),
)
def test_all_of_an_allocation_together_soon_meet_the_limit(rule: limits.Rule, most: int) -> None:
    """A sample of its 65,536 networks, each of which sends once."""
    networks = (f"2001:db8:1:{number:x}::1" for number in range(0, 65_536, 200))

    assert sum(is_served(address, rule) for address in networks) == most


@pytest.mark.usefixtures("clock")
def test_a_block_of_ipv4_gets_no_more_than_its_share() -> None:
    assert sum(is_served(f"203.0.113.{number}") for number in range(256)) == limits.share_of(60) == 15
    assert is_served("203.0.112.1")


def test_a_day_is_bounded_too(clock: time_machine.Traveller) -> None:
    served = 0
    for minute in range(16):
        served += sum(is_served(f"2001:db8:1:{minute:x}{number:x}00::1") for number in range(16))
        clock.shift(timedelta(minutes=1))

    assert served == 120


@pytest.mark.usefixtures("clock")
def test_counting_all_networks_takes_one_statement_and_looking_one() -> None:
    for address, rows in (("2001:db8:1:2::7", 7), ("203.0.113.7", 5)):
        Tally.objects.all().delete()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            limits.count(sender(address))
            limits.look(sender(address))

        assert len(queries) == 2
        assert Tally.objects.count() == rows


@pytest.mark.usefixtures("clock")
def test_no_network_is_stored() -> None:
    limits.count(sender("2001:db8:1:2::7"))

    stored = str(list(Tally.objects.values_list("sender", flat=True)))
    assert "2001:db8" not in stored
    assert limits.EVERYBODY in stored


def test_every_rule_knows_every_level() -> None:
    for rule in (limits.COMMENTS, limits.PHOTOS, limits.REPORTS, limits.VOTES):
        assert set(rule.times) == set(NetworkLevel)
    assert set(limits.FOR_ONE_THING) == set(NetworkLevel)


def test_a_refused_photo_is_counted(settings: Any) -> None:
    settings.PHOTOS_A_DAY = 1
    here = sender("2001:db8:1:2::7")

    with pytest.raises(ValueError, match="photo"):
        photo_turns.count_and_store(photo_upload(b"broken"), here)

    with pytest.raises(limits.LimitReached, match="We take 1 photos a day"):
        photo_turns.count_and_store(photo_upload(), here)


@pytest.mark.django_db(transaction=True)
def test_one_network_decodes_one_photo_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_turns, "WAIT_SECONDS", 0.0)

    def wait(address: str) -> str:
        try:
            with photo_turns.turn_of(sender(address)):
                return "served"
        except TooBusy:
            return "busy"

    with photo_turns.turn_of(sender("2001:db8:1:2::7")):
        [neighbour, stranger] = at_once([lambda: wait("2001:db8:1:3::7"), lambda: wait("2001:db8:2::7")])

    assert (neighbour, stranger) == ("busy", "served")
    assert at_once([lambda: wait("2001:db8:1:3::7")]) == ["served"]
