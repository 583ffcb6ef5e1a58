"""Parse a web address into its host, its port, and what to request there."""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.utils.encoding import iri_to_uri

PORTS = {"http": 80, "https": 443}


class AddressRefused(Exception):
    """We do not request this address; the message says why.

    `is_private` is True when readers cannot open the address either.
    """

    def __init__(self, reason: str, *, is_private: bool = False) -> None:
        self.is_private = is_private
        super().__init__(reason)


@dataclass(frozen=True)
class WebAddress:
    """A parsed address: `host` is lower-case ASCII, `target` the encoded path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def read_address(url: str) -> WebAddress:
    """Return the parts of `url`. Raises AddressRefused if it is no plain http or https address."""
    try:
        parts = urlsplit(url)
        scheme, name, port = parts.scheme.lower(), parts.hostname, parts.port
        host = (name or "").encode("idna").decode("ascii").lower()
    except ValueError as error:
        raise AddressRefused("It is no web address.") from error
    if scheme not in PORTS or not host:
        raise AddressRefused("It is no web address.")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("It contains a user name or a password.")
    query = f"?{parts.query}" if parts.query else ""
    return WebAddress(scheme, host, port or PORTS[scheme], iri_to_uri((parts.path or "/") + query))


def join(url: str, location: str) -> str:
    """Return the absolute address of a redirect from `url` to `location`. Raises AddressRefused."""
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise AddressRefused("It leads to what is no web address.") from error
