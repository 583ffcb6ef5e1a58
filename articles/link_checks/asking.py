"""Asking one address whether it still answers, and judging what it says."""

import ssl
from dataclasses import dataclass, field
from http import HTTPStatus
from time import monotonic

from articles.link_checks.exchange import IN_TIME, Limits, NoAnswer, Response, exchange
from articles.link_checks.network import Network, Unknown
from articles.link_checks.pace import Pace
from articles.link_checks.places import Place, Refused, join, read_place
from articles.models.external_link import Outcome

MOST_REDIRECTS = 5
# A machine with several addresses is tried at so many of them.
MOST_ADDRESSES = 3
REDIRECTS = {301, 302, 303, 307, 308}
GONE = {404, 410}
# Publishers answer so to everything that is no browser; a reader gets the page.
NOT_FOR_ROBOTS = {401, 403, 405, 429}
# A DOI is good when its resolver knows it; the publisher behind it is not asked.
DOI_RESOLVERS = {"doi.org", "www.doi.org", "dx.doi.org"}
HEAD_FIRST = ("HEAD", "GET")


@dataclass(frozen=True)
class Answer:
    """`is_failing`: readers cannot open the address. `was_heard`: some machine out there did answer."""

    outcome: Outcome
    detail: str
    is_failing: bool = False
    was_heard: bool = False


@dataclass(frozen=True)
class Asker:
    """Asks politely: in its own name, seldom, briefly, and only where anybody may ask."""

    agent: str
    network: Network = field(default_factory=Network)
    pace: Pace = field(default_factory=Pace)
    limits: Limits = field(default_factory=Limits)
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def ask(self, url: str, methods: tuple[str, ...] = HEAD_FIRST) -> Answer:
        """`methods` are tried in turn until one of them is not refused."""
        try:
            return self._follow(url, methods)
        except Refused as refused:
            return Answer(Outcome.REFUSED, str(refused), is_failing=refused.is_private)
        except Unknown as unknown:
            return Answer(Outcome.FAILED, f"The name {unknown} leads to no machine.", is_failing=True)
        except NoAnswer as error:
            return Answer(Outcome.FAILED, str(error), is_failing=True)

    def _follow(self, url: str, methods: tuple[str, ...]) -> Answer:
        here, deadline = url, monotonic() + self.limits.question
        for _ in range(MOST_REDIRECTS + 1):
            place = read_place(here)
            response = self._request(place, methods, deadline)
            if response.status not in REDIRECTS or not response.location:
                return judge(response.status, moved_to=here if here != url else "")
            here = join(here, response.location)
            if place.host in DOI_RESOLVERS and read_place(here).host not in DOI_RESOLVERS:
                return Answer(Outcome.GOOD, "The resolver of DOIs knows it.", was_heard=True)
        return Answer(Outcome.FAILED, "It leads on and on.", is_failing=True, was_heard=True)

    def _request(self, place: Place, methods: tuple[str, ...], deadline: float) -> Response:
        *others, last = methods
        for method in others:
            response = self._exchange(place, method, deadline)
            # Some servers know no HEAD and say so with any error there is.
            if response.status < HTTPStatus.BAD_REQUEST or response.status == HTTPStatus.TOO_MANY_REQUESTS:
                return response
        return self._exchange(place, last, deadline)

    def _exchange(self, place: Place, method: str, deadline: float) -> Response:
        addresses = self.network.look_up(place.host, place.port)[:MOST_ADDRESSES]
        self.pace.wait(place.host)
        failure = NoAnswer("It has no address.")
        for address in addresses:
            if monotonic() > deadline:
                raise NoAnswer(IN_TIME)
            try:
                return exchange(place, address, method, agent=self.agent, tls=self.tls, limits=self.limits)
            except NoAnswer as error:
                failure = error
        raise failure


def judge(status: int, *, moved_to: str = "") -> Answer:
    """What a status says to those who cite the address."""
    detail = f"{status}, moved to {moved_to}" if moved_to else str(status)
    if status in range(200, 300):
        return Answer(Outcome.GOOD, detail, was_heard=True)
    if status in NOT_FOR_ROBOTS:
        return Answer(Outcome.GOOD, f"{detail}: answers, but refuses robots", was_heard=True)
    outcome = Outcome.GONE if status in GONE else Outcome.FAILED
    return Answer(outcome, detail, is_failing=True, was_heard=True)
