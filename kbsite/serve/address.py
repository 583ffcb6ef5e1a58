"""The address on which the site listens, and the host names that it accepts."""

import errno
import os
import socket
from dataclasses import dataclass

from kbsite import environment

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - recognised here, not listened on


class AddressProblem(Exception):
    """The site cannot listen at HOST and PORT."""


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @classmethod
    def from_environment(cls) -> "Address":
        host = environment.text("HOST", "127.0.0.1").strip("[]")
        port = environment.number("PORT", 8000)
        if not 1 <= port <= 65535:
            raise AddressProblem(f"PORT={port} is not a port; choose one from 1024 to 65535.")
        return cls(host, port)

    @property
    def host_in_url(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def bind(self) -> str:
        return f"{self.host_in_url}:{self.port}"

    @property
    def is_everywhere(self) -> bool:
        return self.host in EVERYWHERE

    @property
    def reachable(self) -> "Address":
        """The address by which this machine reaches the site."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104  # replaced here, not listened on
        return Address(host, self.port)

    @property
    def url(self) -> str:
        return f"http://{self.reachable.bind}/"

    def check_free(self, command: str) -> None:
        """Raise AddressProblem, with advice, if the site cannot listen on this address."""
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
            family, kind, protocol, _, place = found[0]
            with socket.socket(family, kind, protocol) as probe:
                # The server sets this option too. Without it, connections of an earlier run that are
                # still closing would make the port look taken.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(place)
        except OSError as error:
            raise AddressProblem(self._advice(error, command)) from error

    def _advice(self, error: OSError, command: str) -> str:
        if error.errno == errno.EADDRINUSE:
            other = self.port + 1 if self.port < 65535 else 8000
            return f"Port {self.port} on {self.host} is taken. Choose another: make {command} PORT={other}"
        if error.errno == errno.EACCES:
            return f"Port {self.port} is for root only. Choose another: make {command} PORT=8000"
        return f"HOST={self.host} is not an address of this machine ({error.strerror})."


def allow_host(address: Address) -> bool:
    """Allow the address on which the site listens as a host name.

    Returns False if the site listens everywhere and only a person knows its names.
    """
    if "ALLOWED_HOSTS" in os.environ:
        return True
    if address.is_everywhere:
        return False
    hosts = dict.fromkeys([*environment.LOCAL_HOSTS, address.host_in_url])
    os.environ["ALLOWED_HOSTS"] = ",".join(hosts)
    return True
