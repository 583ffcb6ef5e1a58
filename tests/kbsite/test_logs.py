"""What strangers can write into the log."""

import io
import logging
import logging.config
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from articles.models.edition import EditionQuerySet
from kbsite import logs
from kbsite.logs import LINES_A_MINUTE, LONGEST

pytestmark = pytest.mark.django_db


class Minutes:
    def __init__(self) -> None:
        self.seconds = 600.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def minutes(monkeypatch: pytest.MonkeyPatch) -> Minutes:
    clock = Minutes()
    monkeypatch.setattr(logs, "time", clock)
    return clock


@pytest.fixture
def log(minutes: Minutes) -> Iterator[io.StringIO]:
    """What the site's own configuration writes."""
    written = io.StringIO()
    # A configurator takes away what it has read.
    configured: dict[str, Any] = deepcopy(settings.LOGGING)
    configurator: Any = logging.config.DictConfigurator(configured)
    handler = logging.StreamHandler(written)
    handler.setFormatter(configurator.configure_formatter(configured["formatters"]["line"]))
    for name in configured["handlers"]["stderr"]["filters"]:
        handler.addFilter(configurator.configure_filter(configured["filters"][name]))
    logging.getLogger().addHandler(handler)

    yield written

    logging.getLogger().removeHandler(handler)


def lines(log: io.StringIO) -> list[str]:
    return log.getvalue().splitlines()


@pytest.mark.parametrize(
    ("method", "path", "sent", "host"),
    [
        ("get", "/", {}, "evil.example"),
        ("get", "/", {}, "["),
        ("get", "/nowhere/", {}, "localhost"),
        ("post", "/admin/login/", {f"field{number}": "x" for number in range(1100)}, "localhost"),
        ("post", "/admin/login/", {"username": "x" * 3_000_000}, "localhost"),
        ("get", "/admin/login/", {f"field{number}": "x" for number in range(1100)}, "localhost"),
    ],
)
def test_a_refused_request_is_one_line(
    method: str, path: str, sent: dict[str, str], host: str, log: io.StringIO
) -> None:
    ask = getattr(Client(), method)
    more = {"content_type": "application/x-www-form-urlencoded"} if method == "post" else {}
    body: Any = "&".join(f"{name}={value}" for name, value in sent.items()) if more else sent

    answer = ask(path, body, headers={"Host": host}, **more)

    assert 400 <= answer.status_code < 500
    assert len(lines(log)) == 1


def test_a_minute_has_only_so_many_lines_and_the_next_says_how_many_were_left_out(
    log: io.StringIO, minutes: Minutes, client: Client
) -> None:
    for _ in range(LINES_A_MINUTE + 7):
        client.get("/nowhere/")
    in_one_minute = lines(log)

    minutes.seconds += 60
    client.get("/nowhere/")
    client.get("/nowhere/")

    assert len(in_one_minute) == LINES_A_MINUTE
    assert [line.partition(": ")[2] for line in lines(log)[LINES_A_MINUTE:]] == [
        "Not Found: /nowhere/ (7 more such lines were left out before)",
        "Not Found: /nowhere/",
    ]


@pytest.mark.parametrize("unseen", ["\n", "\r", "\x1b[2J", "\x85", "\u2028", "\u202e", "\x00"])
def test_nothing_in_a_request_begins_a_line(unseen: str, log: io.StringIO) -> None:
    logging.getLogger("waitress").warning("Odd: %s", f"a{unseen}2026-12-01 ERROR root: forged")

    written = log.getvalue()

    assert unseen not in written.removesuffix("\n")
    assert len(written.splitlines()) == 1


def test_a_long_line_is_cut(log: io.StringIO, client: Client) -> None:
    client.get(f"/{'a' * 5000}")

    assert LONGEST < len(log.getvalue()) < LONGEST + 100


def test_a_fault_of_our_own_has_its_traceback_however_many_strangers_came(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise ValueError("It is broken.")

    client = Client(raise_request_exception=False)
    for _ in range(LINES_A_MINUTE + 1):
        client.get("/nowhere/")

    monkeypatch.setattr(EditionQuerySet, "live", fail)
    client.get("/")

    assert "Traceback" in log.getvalue()
    assert lines(log)[-1] == "ValueError: It is broken."
