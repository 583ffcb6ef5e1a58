"""Request one address and decide from the answer whether readers can still open it."""

import ssl
from dataclasses import dataclass, field
from http import HTTPStatus
from time import monotonic

from articles.link_checks.exchange import IN_TIME, Limits, NoAnswer, Response, exchange
from articles.link_checks.network import Network, UnknownHost
from articles.link_checks.pace import Pace
from articles.link_checks.web_address import AddressRefused, WebAddress, join, read_address
from articles.models.external_link import Outcome

MOST_REDIRECTS = 5
# A host may have many IP addresses. Trying all of them would take too long.
MOST_ADDRESSES = 3
REDIRECTS = {301, 302, 303, 307, 308}
GONE = {404, 410}
# Publishers send these to every program that is not a browser. A reader gets the page.
NOT_FOR_ROBOTS = {401, 403, 405, 429}
# A DOI is good when its resolver knows it. We do not request the publisher's page behind it.
DOI_RESOLVERS = {"doi.org", "www.doi.org", "dx.doi.org"}
HEAD_FIRST = ("HEAD", "GET")


@dataclass(frozen=True)
class Answer:
    """The result for one address.

    `is_failing` is True when readers cannot open the address. `was_heard` is True when some
    server answered at all, which proves that our own network works.
    """

    outcome: Outcome
    detail: str
    is_failing: bool = False
    was_heard: bool = False


@dataclass(frozen=True)
class Asker:
    """Sends requests under our own name, slowly, with short timeouts, and to public hosts only."""

    agent: str
    network: Network = field(default_factory=Network)
    pace: Pace = field(default_factory=Pace)
    limits: Limits = field(default_factory=Limits)
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def ask(self, url: str, methods: tuple[str, ...] = HEAD_FIRST) -> Answer:
        """Request `url` and return the result. Tries `methods` in order until the server accepts one."""
        try:
            return self._follow(url, methods)
        except AddressRefused as refused:
            return Answer(Outcome.REFUSED, str(refused), is_failing=refused.is_private)
        except UnknownHost as unknown:
            return Answer(Outcome.FAILED, f"The name {unknown} leads to no machine.", is_failing=True)
        except NoAnswer as error:
            return Answer(Outcome.FAILED, str(error), is_failing=True)

    def _follow(self, url: str, methods: tuple[str, ...]) -> Answer:
        here, deadline = url, monotonic() + self.limits.question
        for _ in range(MOST_REDIRECTS + 1):
            web_address = read_address(here)
            response = self._request(web_address, methods, deadline)
            if response.status not in REDIRECTS or not response.location:
                return judge(response.status, moved_to=here if here != url else "")
            here = join(here, response.location)
            if web_address.host in DOI_RESOLVERS and read_address(here).host not in DOI_RESOLVERS:
                return Answer(Outcome.GOOD, "The resolver of DOIs knows it.", was_heard=True)
        return Answer(Outcome.FAILED, "It leads on and on.", is_failing=True, was_heard=True)

    def _request(self, web_address: WebAddress, methods: tuple[str, ...], deadline: float) -> Response:
        *others, last = methods
        for method in others:
            response = self._exchange(web_address, method, deadline)
            # Servers that do not support HEAD answer it with all kinds of errors, so any error
            # leads to a GET. After 429 another request would only make things worse.
            if response.status < HTTPStatus.BAD_REQUEST or response.status == HTTPStatus.TOO_MANY_REQUESTS:
                return response
        return self._exchange(web_address, last, deadline)

    def _exchange(self, web_address: WebAddress, method: str, deadline: float) -> Response:
        addresses = self.network.look_up(web_address.host, web_address.port)[:MOST_ADDRESSES]
        self.pace.wait(web_address.host)
        failure = NoAnswer("It has no address.")
        for address in addresses:
            if monotonic() > deadline:
                raise NoAnswer(IN_TIME)
            try:
                return exchange(
                    web_address, address, method, agent=self.agent, tls=self.tls, limits=self.limits
                )
            except NoAnswer as error:
                failure = error
        raise failure


def judge(status: int, *, moved_to: str = "") -> Answer:
    """Return what an HTTP status means for an article that cites the address."""
    detail = f"{status}, moved to {moved_to}" if moved_to else str(status)
    if status in range(200, 300):
        return Answer(Outcome.GOOD, detail, was_heard=True)
    if status in NOT_FOR_ROBOTS:
        return Answer(Outcome.GOOD, f"{detail}: answers, but refuses robots", was_heard=True)
    outcome = Outcome.GONE if status in GONE else Outcome.FAILED
    return Answer(outcome, detail, is_failing=True, was_heard=True)
