"""The network address of a request, and the hashes of it that the site stores in its place."""

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from secrets import token_hex

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

SALT = "comments.addresses"
# NAT64 (RFC 6052) ends in the IPv4 address that it translates.
NAT64 = ipaddress.ip_network("64:ff9b::/96")
IPV4_BITS = 0xFFFFFFFF

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NetworkLevel(Enum):
    """How wide a network is. limits.py says how much each may send."""

    HOME = "IPv6 /64"  # one household, or one phone
    SITE = "IPv6 /56"  # what providers give to a household
    ALLOCATION = "IPv6 /48"  # the most that one customer gets; whoever has it, has 65,536 of /64
    ADDRESS = "IPv4 address"  # one household, or a school, a clinic, a carrier's customers
    BLOCK = "IPv4 /24"  # the least that is routed


WIDER = {4: {NetworkLevel.BLOCK: 24}, 6: {NetworkLevel.SITE: 56, NetworkLevel.ALLOCATION: 48}}


@dataclass(frozen=True)
class Sender:
    """Where a request came from, to tell one reader from another.

    `network` is the address, or the /64 of an IPv6 address. It is never stored; hashes of it are.
    """

    network: str
    browser: str

    @property
    def networks(self) -> dict[NetworkLevel, str]:
        """The networks that hold the sender, the narrowest first: `network` and the wider ones."""
        try:
            narrowest = ipaddress.ip_network(self.network)
        except ValueError:
            return {NetworkLevel.ADDRESS: self.network}
        level = NetworkLevel.ADDRESS if narrowest.version == 4 else NetworkLevel.HOME
        wider = WIDER[narrowest.version].items()
        return {level: self.network} | {
            level: str(narrowest.supernet(new_prefix=prefix)) for level, prefix in wider
        }

    @property
    def address_hash(self) -> str:
        """A keyed hash that changes daily, so that nobody can follow a reader from day to day."""
        return address_hash(self.network)

    @property
    def address_hashes(self) -> dict[NetworkLevel, str]:
        """Such a hash of each network that holds the sender, the narrowest first."""
        return {level: address_hash(network) for level, network in self.networks.items()}

    def hash_for(self, purpose: str) -> str:
        """A keyed hash that stays the same, for a single purpose, such as rating one article.

        Nobody can tell that hashes for two purposes are of one address. forgetting.py erases them
        after 30 days.
        """
        return _hash_for(purpose, self.network)

    def hashes_for(self, purpose: str) -> dict[NetworkLevel, str]:
        """Such a hash of each network that holds the sender, the narrowest first."""
        return {level: _hash_for(purpose, network) for level, network in self.networks.items()}

    def origin(self) -> dict[str, str]:
        """Hashes of the networks for a single comment, by the names of their levels, with their `key`.

        The key is new each time, so hashes of two comments tell nobody that one person sent both. But
        origin_at() finds out whether the next sender is in one of these networks.
        """
        key = token_hex(16)
        return {"key": key} | {level.name: self.origin_at(level.name, key) for level in self.networks}

    def origin_at(self, level: str, key: str) -> str:
        """The hash of the sender's network of this level, or "" where there is none."""
        network = {known.name: network for known, network in self.networks.items()}.get(level)
        return _hash_for(f"origin:{key}", network) if network else ""


def sender_of(request: HttpRequest) -> Sender:
    """From REMOTE_ADDR: the entry of the site has put the reader's address there (kbsite/proxies.py)."""
    return Sender(_network(request.META.get("REMOTE_ADDR", "")), request.headers.get("User-Agent", ""))


def address_hash(address: str, day: date | None = None) -> str:
    """A keyed hash that changes daily, so that nobody can follow a reader from day to day.

    A whole IPv6 /64 counts as one reader: a household gets that many addresses.
    """
    day = day or timezone.now().date()
    return _hash_for(day.isoformat(), _network(address))


def _hash_for(purpose: str, network: str) -> str:
    return salted_hmac(f"{SALT}.{purpose}", network, algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    parsed = _parse(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        parsed = next(_ipv4_within(parsed), parsed)
    if isinstance(parsed, ipaddress.IPv6Address):
        # By its number: an address of a link also names the machine's interface (fe80::1%eth0).
        return str(ipaddress.ip_network((int(parsed), 64), strict=False))
    return str(parsed or address)


def _ipv4_within(address: ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    """The IPv4 address behind a tunnel or translator: with 6to4 alone, one has 65,536 of /64."""
    if address.sixtofour:
        yield address.sixtofour
    if address in NAT64:
        yield ipaddress.IPv4Address(int(address) & IPV4_BITS)
    if address.teredo:
        _server, client = address.teredo
        yield client


def _parse(address: str) -> Address | None:
    """None for what is no address. An IPv4 address is also read in its IPv6 form, ::ffff:192.0.2.1."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return mapped or parsed
