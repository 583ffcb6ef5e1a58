"""Going through many addresses: by turns, with a second chance, and only while there is a network."""

from collections.abc import Callable
from datetime import datetime
from itertools import chain, zip_longest
from typing import Protocol
from urllib.parse import urlsplit

from django.utils import timezone

from articles.link_checks.asking import Answer
from articles.models.external_link import Outcome

# Asked to tell a dead address from a dead network.
LANDMARK = "https://doi.org/"
# Silent addresses at the start of a check, after which the network is doubted.
DOUBTFUL = 10


class NoNetwork(Exception):
    """Nothing out there answers, so nothing can be said of anything."""


class Asks(Protocol):
    def ask(self, url: str, methods: tuple[str, ...] = ...) -> Answer: ...


Keep = Callable[[str, Answer, datetime], None]


def check(urls: list[str], asker: Asks, keep: Keep) -> None:
    """Ask each address and hand what it says to `keep` at once.

    What failed is asked a second time at the end: a site that was away for a minute is not
    dead. Raises NoNetwork, having kept nothing wrong, when the fault is on this side.
    """
    failed: list[str] = []
    held: list[tuple[str, Answer, datetime]] = []
    is_online = False
    for url in by_turns(urls):
        answer = asker.ask(url)
        is_online = is_online or answer.was_heard
        if answer.outcome == Outcome.FAILED:
            failed.append(url)
        held.append((url, answer, timezone.now()))
        if not is_online and len(held) >= DOUBTFUL:
            is_online = _find_network(asker)
        if is_online:
            _keep_all(held, keep)
    if failed and not is_online:
        _find_network(asker)
    _keep_all(held, keep)
    for url in failed:
        keep(url, asker.ask(url, ("GET",)), timezone.now())


def _find_network(asker: Asks) -> bool:
    if not asker.ask(LANDMARK).was_heard:
        raise NoNetwork
    return True


def _keep_all(held: list[tuple[str, Answer, datetime]], keep: Keep) -> None:
    for url, answer, at in held:
        keep(url, answer, at)
    held.clear()


def by_turns(urls: list[str]) -> list[str]:
    """One address of each host, then the next of each: nobody waits for a host that has many."""
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(_host(url), []).append(url)
    turns = chain.from_iterable(zip_longest(*hosts.values()))
    return [url for url in turns if url is not None]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
