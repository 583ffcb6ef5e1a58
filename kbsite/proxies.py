"""Whose word the site takes for where a request comes from: the one home of X-Forwarded-For and -Proto."""

import ipaddress
from collections.abc import Sequence
from typing import Any

from kbsite.environment import IPNetwork

Environ = dict[str, Any]
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

FORWARDED_FOR, FORWARDED_PROTO = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"


def settle(environ: Environ, trusted: Sequence[IPNetwork]) -> None:
    """Put the reader's address into REMOTE_ADDR, and drop what somebody else than a proxy of ours says."""
    if not _is_in(_parse(environ.get("REMOTE_ADDR", "")), trusted):
        environ.pop(FORWARDED_PROTO, None)
        environ.pop(FORWARDED_FOR, None)
        return
    hops = filter(str.strip, environ.pop(FORWARDED_FOR, "").split(","))
    address: IPAddress | None = None
    # From the right, where our own proxies write: a reader may have put anything on the left.
    for hop in reversed(list(hops)):
        parsed = _parse(hop)
        if parsed is None:
            break
        address = parsed
        if not _is_in(parsed, trusted):
            break
    if address is not None:
        environ["REMOTE_ADDR"] = str(address)


def _is_in(address: IPAddress | None, networks: Sequence[IPNetwork]) -> bool:
    return address is not None and any(address in network for network in networks)


def _parse(text: str) -> IPAddress | None:
    """None for what is no address. An IPv4 address is also read in its IPv6 form, ::ffff:192.0.2.1."""
    try:
        parsed = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return mapped or parsed
