"""What a web address says: which machine, at which port, is asked for what."""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.utils.encoding import iri_to_uri

PORTS = {"http": 80, "https": 443}


class Refused(Exception):
    """Nobody is asked; the message says why. `is_private`: readers cannot open the address either."""

    def __init__(self, reason: str, *, is_private: bool = False) -> None:
        self.is_private = is_private
        super().__init__(reason)


@dataclass(frozen=True)
class Place:
    """`host` in lower-case ASCII; `target` is path and query, ready to be sent."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def read_place(url: str) -> Place:
    """Raises Refused for what is no plain http or https address."""
    try:
        parts = urlsplit(url)
        scheme, name, port = parts.scheme.lower(), parts.hostname, parts.port
        host = (name or "").encode("idna").decode("ascii").lower()
    except ValueError as error:
        raise Refused("It is no web address.") from error
    if scheme not in PORTS or not host:
        raise Refused("It is no web address.")
    if parts.username is not None or parts.password is not None:
        raise Refused("It contains a user name or a password.")
    query = f"?{parts.query}" if parts.query else ""
    return Place(scheme, host, port or PORTS[scheme], iri_to_uri((parts.path or "/") + query))


def join(url: str, location: str) -> str:
    """The address that a redirect names, seen from `url`."""
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise Refused("It leads to what is no web address.") from error
