"""The check stores each result, retries failures, and stops when our own network is down."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.link_checks.asking import Answer
from articles.link_checks.checking import LANDMARK, NetworkDown, by_turns, check
from articles.link_checks.named import named_addresses
from articles.link_checks.records import Records
from articles.models import ExternalLink
from articles.models.external_link import Outcome
from tests.articles.link_checks.answers import GONE, GOOD, REFUSED, Internet, outcomes, run
from tests.articles.link_checks.elsewhere import PUBLIC, Names, asker, says, site_at
from tests.factories import DraftArticleFactory, ReferenceFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)

SILENT = Answer(Outcome.FAILED, "It takes no connection.", is_failing=True)

# --- going through them


def test_every_result_is_stored_before_the_next_request() -> None:
    kept: list[str] = []

    class Crashing(Internet):
        def ask(self, url: str, methods: tuple[str, ...] = ("HEAD", "GET")) -> Answer:
            if url == "https://three.example/":
                raise KeyboardInterrupt
            return super().ask(url, methods)

    urls = [f"https://{host}.example/" for host in ("one", "two", "three")]
    with pytest.raises(KeyboardInterrupt):
        check(urls, Crashing(), lambda url, answer, at: kept.append(url))

    assert kept == urls[:2]


def test_failures_are_requested_again_at_the_end_with_get() -> None:
    kept: list[tuple[str, Outcome]] = []
    away, well = "https://away.example/", "https://well.example/"
    there = Internet(**{away: [Answer(Outcome.FAILED, "503", is_failing=True, was_heard=True), GOOD]})

    check([away, well], there, lambda url, answer, at: kept.append((url, answer.outcome)))

    assert there.asked == [("HEAD", away), ("HEAD", well), ("GET", away)]
    assert kept == [(away, Outcome.FAILED), (well, Outcome.GOOD), (away, Outcome.GOOD)]


def test_if_our_network_is_down_nothing_is_called_broken(internet: Internet) -> None:
    for number in range(30):
        url = f"https://{number}.example/"
        ReferenceFactory(url=url)
        internet.said[url] = [SILENT]
    internet.said[LANDMARK] = [SILENT]

    with pytest.raises(CommandError, match="no way out"):
        run()

    assert outcomes() == {}
    assert len(internet.asked) < 15


def test_a_few_dead_addresses_are_not_taken_for_a_dead_network() -> None:
    url = "https://dead.example/"
    kept: list[str] = []

    check([url], Internet(**{url: [SILENT]}), lambda url, *_: kept.append(url))
    with pytest.raises(NetworkDown):
        check([url], Internet(**{url: [SILENT], LANDMARK: [SILENT]}), lambda *_: pytest.fail("Kept."))

    assert kept == [url, url]


def test_hosts_take_turns() -> None:
    a, b, c = (f"https://{host}.example" for host in "abc")

    assert by_turns([f"{a}/1", f"{a}/2", f"{a}/3", f"{b}/1", "http://[", f"{c}/1"]) == [
        *(f"{a}/1", f"{b}/1", "http://[", f"{c}/1"),
        *(f"{a}/2", f"{a}/3"),
    ]


# --- what is kept


def test_results_are_stored_with_their_days(internet: Internet) -> None:
    url = "https://one.example/"
    ReferenceFactory(url=url)
    days: list[tuple[str, Any, Any]] = []
    for day, answer in enumerate([GOOD, GONE, GONE, REFUSED, GOOD], start=1):
        internet.said[url] = [answer]
        with time_machine.travel(f"2026-03-0{day} 12:00:00+00:00", tick=False):
            run()
        link = ExternalLink.objects.get()
        since = link.failing_since and link.failing_since.day
        assert link.checked_at.day == day
        days.append((link.outcome, link.last_good_at.day if link.last_good_at else None, since))

    assert days == [
        ("good", 1, None),
        ("gone", 1, 2),
        ("gone", 1, 2),
        ("refused", 1, None),
        ("good", 5, None),
    ]


def test_an_address_that_leads_into_a_private_network_is_broken_for_readers() -> None:
    with site_at(PUBLIC) as site:
        site.pages["/"] = says(302, Location="http://10.0.0.1/")
        answer = asker(Names(there_example=PUBLIC), site.port, 80).ask(f"http://there.example:{site.port}/")
    Records().keep("http://there.example/", answer, timezone.now())

    link = ExternalLink.objects.get()
    assert link.outcome == Outcome.REFUSED
    assert link.failing_since is not None


def test_an_address_that_nobody_names_any_more_is_forgotten(internet: Internet) -> None:
    reference = ReferenceFactory(url="https://one.example/")
    ReferenceFactory(url="https://two.example/")
    run()
    reference.delete()

    run(limit=0)

    assert outcomes() == {"https://two.example/": "good"}


def test_one_address_costs_one_statement_however_often_it_is_cited(internet: Internet) -> None:
    for _ in range(5):
        ReferenceFactory(url="https://one.example/")
    named = named_addresses()
    records = Records()

    with CaptureQueriesContext(connection) as queries:
        check(records.due(named, DAY), internet, records.keep)

    assert len([query for query in queries if "articles_externallink" in query["sql"]]) == 1


def test_an_address_too_long_for_a_row_is_not_requested(internet: Internet) -> None:
    long = "https://long.example/" + "x" * 600
    DraftArticleFactory(slug="wag", body=f"[x]({long})")
    ReferenceFactory(url="https://one.example/")
    internet.said["https://one.example/"] = [Answer(Outcome.GOOD, "y" * 600, was_heard=True)]

    said = run()

    assert outcomes() == {"https://one.example/": "good"}
    assert f"Not asked yet:\n  {long}\n    in wag" in said
