"""Which hosts we may connect to: only those that anybody on the internet can reach.

The names of hosts come from texts, and from redirects that other servers send. Without these
checks somebody could make this server send requests into its own private network.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from articles.link_checks.web_address import PORTS, AddressRefused

# 64:ff9b::/96 wraps an IPv4 address for networks that have only IPv6.
NAT64 = ip_network("64:ff9b::/96")
# These look public, but the provider's own network answers them: 192.0.0.192 and
# 168.63.129.16 are metadata services, which tell a virtual machine about itself.
INTERNAL = [ip_network("192.0.0.0/24"), ip_network("168.63.129.16/32")]


class UnknownHost(Exception):
    """The host's name has no IP address."""


def is_public(address: str) -> bool:
    """Return whether this IP address means the same machine everywhere on the internet."""
    ip = _unwrapped(ip_address(address.partition("%")[0]))
    if isinstance(ip, IPv6Address) and (ip.is_site_local or ip.sixtofour or ip.teredo):
        return False
    # Python counts multicast addresses, and reserved ones of IPv6, as global.
    is_odd = ip.is_multicast or ip.is_reserved or any(ip in network for network in INTERNAL)
    return ip.is_global and not is_odd


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that `ip` contains, if it contains one, else `ip` itself."""
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        return ip.ipv4_mapped
    if isinstance(ip, IPv6Address) and ip in NAT64:
        return IPv4Address(ip.packed[-4:])
    return ip


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host in the order in which to try them. Raises UnknownHost."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise UnknownHost(host) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Network:
    """The rules that decide where we may connect. Tests replace them to reach local servers."""

    resolve: Callable[[str, int], list[str]] = resolve
    allows: Callable[[str], bool] = is_public
    ports: frozenset[int] = field(default_factory=lambda: frozenset(PORTS.values()))

    def look_up(self, host: str, port: int) -> list[str]:
        """Return the IP addresses at which we may contact `host`. Raises AddressRefused or UnknownHost.

        The caller must connect to one of these and not look the name up again, since it may
        lead to another address the second time.
        """
        if port not in self.ports:
            raise AddressRefused(f"It asks for port {port}; only those of the web are looked at.")
        addresses = self.resolve(host, port)
        if not all(self.allows(address) for address in addresses):
            raise AddressRefused(f"{host} is in a private network.", is_private=True)
        return addresses
