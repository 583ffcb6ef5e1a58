"""Read the answer of a few named hosts, with the same care as the check of links takes."""

import ssl
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from math import inf
from time import monotonic

from articles.link_checks.exchange import Limits, NoAnswer, Response, exchange
from articles.link_checks.network import Network, UnknownHost
from articles.link_checks.web_address import AddressRefused, join, read_address

MOST_REDIRECTS = 3
REDIRECTS = {301, 302, 303, 307, 308}
# Somebody waits at the form.
SHORT = Limits(silence=3, total=5, question=8)
TOO_LONG = "It took too long."


class NotRead(Exception):
    """No answer that could be used; the message says why, for the log."""


@dataclass(frozen=True)
class Reader:
    """Reads at most `most_bytes` from `hosts`, by https alone, also where a redirect leads."""

    agent: str
    hosts: frozenset[str]
    most_bytes: int
    network: Network = field(default_factory=Network)
    limits: Limits = SHORT
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    scheme: str = "https"

    def read(self, url: str, *, accept: str, deadline: float = inf) -> bytes:
        """Return the body of the answer, before the `deadline` of monotonic(). Raises NotRead."""
        deadline = min(deadline, monotonic() + self.limits.question)
        try:
            for _ in range(MOST_REDIRECTS + 1):
                response = self._request(url, accept, deadline)
                if response.status not in REDIRECTS:
                    return self._body(response)
                url = join(url, response.location)
        except (AddressRefused, UnknownHost, NoAnswer) as error:
            raise NotRead(str(error)) from error
        raise NotRead("It leads on and on.")

    def _body(self, response: Response) -> bytes:
        if response.status != HTTPStatus.OK:
            raise NotRead(f"It answers {response.status}.")
        if len(response.body) > self.most_bytes:
            raise NotRead("Its answer is too long.")
        return response.body

    def _request(self, url: str, accept: str, deadline: float) -> Response:
        web_address = read_address(url)
        if web_address.host not in self.hosts or web_address.scheme != self.scheme:
            raise AddressRefused(f"{web_address.host} is not asked.")
        if monotonic() >= deadline:
            raise NotRead(TOO_LONG)
        address = self.network.look_up(web_address.host, web_address.port)[0]
        left = deadline - monotonic()
        if left <= 0:
            raise NotRead(TOO_LONG)
        limits = replace(
            self.limits, silence=min(self.limits.silence, left), total=min(self.limits.total, left)
        )
        return exchange(
            web_address,
            address,
            "GET",
            agent=self.agent,
            tls=self.tls,
            limits=limits,
            accept=accept,
            # One more tells whether there is more.
            most_bytes=self.most_bytes + 1,
        )
