"""The network address of a request, and the hashes of it that the site stores in its place."""

import ipaddress
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

SALT = "comments.addresses"


@dataclass(frozen=True)
class Sender:
    """Where a request came from, to tell one reader from another.

    `network` is the address, or the /64 of an IPv6 address. It is never stored; hashes of it are.
    """

    network: str
    browser: str

    @property
    def address_hash(self) -> str:
        """A keyed hash that changes daily, so that nobody can follow a reader from day to day."""
        return address_hash(self.network)

    def hash_for(self, purpose: str) -> str:
        """A keyed hash that stays the same, for a single purpose, such as rating one article.

        Nobody can tell that hashes for two purposes are of one address. forgetting.py erases them
        after 30 days.
        """
        return salted_hmac(f"{SALT}.{purpose}", self.network, algorithm="sha256").hexdigest()


def sender_of(request: HttpRequest) -> Sender:
    return Sender(_network(client_address(request)), request.headers.get("User-Agent", ""))


def client_address(request: HttpRequest) -> str:
    """The nearest address that is not one of our own proxies."""
    address: str = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    # From the right, where our own proxies write: a client may put anything on the left.
    while hops and _is_ours(address):
        address = hops.pop()
    return address


def _is_ours(address: str) -> bool:
    parsed = _parse(address)
    return parsed is not None and any(parsed in network for network in settings.TRUSTED_PROXIES)


def address_hash(address: str, day: date | None = None) -> str:
    """A keyed hash that changes daily, so that nobody can follow a reader from day to day.

    A whole IPv6 /64 counts as one reader: a household gets that many addresses.
    """
    day = day or timezone.now().date()
    return salted_hmac(f"{SALT}.{day.isoformat()}", _network(address), algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    parsed = _parse(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return str(parsed or address)


def _parse(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """None for what is no address. An IPv4 address is also read in its IPv6 form, ::ffff:192.0.2.1."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return mapped or parsed
