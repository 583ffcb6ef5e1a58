"""Other people's sites: real servers on this machine, and a network that lets them be asked.

The public server listens on 127.0.0.2, the one that nobody may reach on 127.0.0.1, both at the
same port; names lead to one or the other as a test says.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from articles.link_checks.asking import Asker
from articles.link_checks.exchange import Limits
from articles.link_checks.network import Network, UnknownHost, is_public
from articles.link_checks.pace import Pace

PUBLIC, PRIVATE = "127.0.0.2", "127.0.0.1"

# Loading the certificates of the world takes a while; tests of plain HTTP need none.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

Says = Callable[[BaseHTTPRequestHandler], None]


def says(status: int, **headers: str) -> Says:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


@dataclass
class Site:
    """What it says at each path, for any method or for one ("HEAD /page"); what it was asked."""

    server: ThreadingHTTPServer
    pages: dict[str, Says] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])


def _handler(site: Callable[[], Site]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            asked = f"{self.command} {self.path}"
            site().asked.append(asked)
            site().headers.append(dict(self.headers))
            page = site().pages.get(asked) or site().pages.get(self.path) or says(404)
            # Whoever asked may have gone.
            with suppress(OSError):
                page(self)

        do_GET = do_HEAD = _answer  # noqa: N815  # http.server calls them by these names

        def log_message(self, *args: Any) -> None:
            """Tests look at what was asked."""

    return Handler


@contextmanager
def site_at(address: str, port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    site: Site
    server = ThreadingHTTPServer((address, port), _handler(lambda: site))
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site = Site(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Names:
    """A resolver: each name's answers in turn, the last one for ever."""

    def __init__(self, **names: list[str] | str) -> None:
        self._names = {name.replace("_", "."): addresses for name, addresses in names.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        with suppress(OSError):
            return [socket.inet_ntoa(socket.inet_aton(host))]
        answers = self._names.get(host)
        if answers is None:
            raise UnknownHost(host)
        if isinstance(answers, str):
            return [answers]
        return [answers.pop(0) if len(answers) > 1 else answers[0]]


def allows(address: str) -> bool:
    """As on the internet, but for the one server that stands for it."""
    return address == PUBLIC or is_public(address)


def asker(names: Names, *ports: int, limits: Limits | None = None, **fields: Any) -> Asker:
    """As `manage.py check_links` has one, without waiting between questions."""
    network = Network(resolve=names, allows=allows, ports=frozenset(ports))
    pace = Pace(sleep=lambda seconds: None)
    limits = limits or Limits(silence=1, total=2, question=5)
    return Asker("Scratchpost", network, pace, limits, **{"tls": NO_TLS, **fields})
