"""Send one HTTP request to the IP address that network.py has approved."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from socket import SHUT_RDWR, socket
from threading import Event, Timer

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError

from articles.link_checks.web_address import WebAddress

IN_TIME = "It does not answer in time."


class NoAnswer(Exception):
    """The server sent no HTTP answer; the message says what happened instead."""


@dataclass(frozen=True)
class Limits:
    """Timeouts in seconds.

    `silence` limits the connecting and each wait for data, `total` one whole answer, and
    `question` one address with all its redirects.
    """

    silence: float = 10
    total: float = 25
    question: float = 60


@dataclass(frozen=True)
class Response:
    """`body` is empty unless bytes were asked for."""

    status: int
    location: str
    body: bytes = b""


def exchange(
    web_address: WebAddress,
    address: str,
    method: str,
    *,
    agent: str,
    tls: ssl.SSLContext,
    limits: Limits,
    accept: str = "*/*",
    most_bytes: int = 0,
) -> Response:
    """Send one request and return the status and headers of its answer. Raises NoAnswer.

    Of the body it reads at most `most_bytes`. For a check of links that is nothing: the status is
    enough, and a body may be of any size.
    """
    connection = _connection(web_address, address, tls, limits)
    headers = {"Host": web_address.host_header, "User-Agent": agent, "Accept": accept, "Connection": "close"}
    try:
        with _cut_after(connection, limits.total) as is_cut:
            try:
                connection.request(method, web_address.target, headers=headers, preload_content=False)
                response = connection.getresponse()
                # Packed bytes are not unpacked: a few of them can become any number.
                body = response.read(most_bytes, decode_content=False) if most_bytes else b""
            except (HTTPError, HTTPException, OSError, ValueError) as error:
                raise NoAnswer(IN_TIME if is_cut.is_set() else _message_for(error)) from error
        # Headers that were cut off can look like complete ones.
        if is_cut.is_set():
            raise NoAnswer(IN_TIME)
        return Response(response.status, response.headers.get("Location") or "", body)
    finally:
        connection.close()


def _connection(web_address: WebAddress, address: str, tls: ssl.SSLContext, limits: Limits) -> HTTPConnection:
    """Return a connection to the IP address, which expects the certificate of the host's name.

    Connecting by name would look the name up again, and it could lead to a private address
    this time. A bare connection also ignores the proxies named in the environment.
    """
    if web_address.scheme == "http":
        return HTTPConnection(address, web_address.port, timeout=limits.silence)
    return HTTPSConnection(
        address, web_address.port, timeout=limits.silence, ssl_context=tls, server_hostname=web_address.host
    )


@contextmanager
def _cut_after(connection: HTTPConnection, seconds: float) -> Iterator[Event]:
    """Close the connection after `seconds`, from another thread.

    A timeout on reading is not enough: a server that sends one byte now and then never
    exceeds it.
    """
    is_cut = Event()

    def cut() -> None:
        is_cut.set()
        if connection.sock is not None:
            # The plain socket's method, because the TLS socket's own one resets the state that
            # the reading thread still uses.
            socket.shutdown(connection.sock, SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_cut
    finally:
        timer.cancel()


def _message_for(error: Exception) -> str:
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return IN_TIME
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"Its certificate is not good: {error.verify_message}."
    if isinstance(error, ssl.SSLError):
        return "It makes no secure connection."
    if isinstance(error, NewConnectionError):
        return "It takes no connection."
    return "It breaks the connection off."
