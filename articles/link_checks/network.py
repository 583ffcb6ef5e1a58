"""Which machines may be asked: those that anybody on the internet can reach, and no others.

Names of hosts come from texts, and from the answers of strangers' servers. Without these
checks somebody could make this server ask its own neighbours.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from articles.link_checks.places import PORTS, Refused

# 64:ff9b::/96 wraps an IPv4 address for networks that have only IPv6.
NAT64 = ip_network("64:ff9b::/96")
# Public by their number, yet answered within a provider's network: 192.0.0.192 and
# 168.63.129.16 tell a virtual machine about itself.
INTERNAL = [ip_network("192.0.0.0/24"), ip_network("168.63.129.16/32")]


class Unknown(Exception):
    """The name of the host leads to no machine."""


def is_public(address: str) -> bool:
    """Whether anybody on the internet reaches the same machine under this IP address."""
    ip = _unwrapped(ip_address(address.partition("%")[0]))
    if isinstance(ip, IPv6Address) and (ip.is_site_local or ip.sixtofour or ip.teredo):
        return False
    # Python counts multicast, and in IPv6 what is reserved, as global.
    is_odd = ip.is_multicast or ip.is_reserved or any(ip in network for network in INTERNAL)
    return ip.is_global and not is_odd


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        return ip.ipv4_mapped
    if isinstance(ip, IPv6Address) and ip in NAT64:
        return IPv4Address(ip.packed[-4:])
    return ip


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, those to be tried first in front."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise Unknown(host) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Network:
    """The three questions that decide who is asked; tests answer them otherwise."""

    resolve: Callable[[str, int], list[str]] = resolve
    allows: Callable[[str], bool] = is_public
    ports: frozenset[int] = field(default_factory=lambda: frozenset(PORTS.values()))

    def look_up(self, host: str, port: int) -> list[str]:
        """The IP addresses at which `host` may be asked. Raises Refused or Unknown.

        Whoever connects must connect to one of these: looked up again, the name may lead elsewhere.
        """
        if port not in self.ports:
            raise Refused(f"It asks for port {port}; only those of the web are looked at.")
        addresses = self.resolve(host, port)
        if not all(self.allows(address) for address in addresses):
            raise Refused(f"{host} is in a private network.", is_private=True)
        return addresses
