"""Check many addresses: alternate between hosts, retry failures, and stop if our network is down."""

from collections.abc import Callable
from datetime import datetime
from itertools import chain, zip_longest
from typing import Protocol
from urllib.parse import urlsplit

from django.utils import timezone

from articles.link_checks.asking import Answer
from articles.models.external_link import Outcome

# If this address does not answer either, our own network is down.
LANDMARK = "https://doi.org/"
# When this many addresses at the start give no answer, the check requests the landmark.
DOUBTFUL = 10


class NetworkDown(Exception):
    """No server answers at all, so the check cannot tell which addresses are broken."""


class Asks(Protocol):
    def ask(self, url: str, methods: tuple[str, ...] = ...) -> Answer: ...


Keep = Callable[[str, Answer, datetime], None]


def check(urls: list[str], asker: Asks, keep: Keep) -> None:
    """Request each address and pass each result to `keep` immediately.

    Addresses that failed are requested a second time at the end, because a site that was
    down for a minute is not dead. Raises NetworkDown when our own network is the cause; no
    failure has been stored then.
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
        raise NetworkDown
    return True


def _keep_all(held: list[tuple[str, Answer, datetime]], keep: Keep) -> None:
    for url, answer, at in held:
        keep(url, answer, at)
    held.clear()


def by_turns(urls: list[str]) -> list[str]:
    """Order the addresses so that hosts alternate: the first of each host, then the second of each.

    The pause between two requests to one host is then used for requests to the others.
    """
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
