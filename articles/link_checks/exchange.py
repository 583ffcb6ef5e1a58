"""One request to one machine, by the IP address that was looked at."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from socket import SHUT_RDWR, socket
from threading import Event, Timer

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError

from articles.link_checks.places import Place

IN_TIME = "It does not answer in time."


class NoAnswer(Exception):
    """The machine did not answer, or not in HTTP; the message says what was seen."""


@dataclass(frozen=True)
class Limits:
    """In seconds: for the connection and each silence, for one answer, and with all redirects."""

    silence: float = 10
    total: float = 25
    question: float = 60


@dataclass(frozen=True)
class Response:
    status: int
    location: str


def exchange(
    place: Place, address: str, method: str, *, agent: str, tls: ssl.SSLContext, limits: Limits
) -> Response:
    """Send one request and read the head of its answer; the body is never read. Raises NoAnswer."""
    connection = _connection(place, address, tls, limits)
    headers = {"Host": place.host_header, "User-Agent": agent, "Accept": "*/*", "Connection": "close"}
    try:
        with _cut_after(connection, limits.total) as is_cut:
            try:
                connection.request(method, place.target, headers=headers, preload_content=False)
                response = connection.getresponse()
            except (HTTPError, HTTPException, OSError, ValueError) as error:
                raise NoAnswer(IN_TIME if is_cut.is_set() else _words_for(error)) from error
        # The head of an answer that was cut off may read like a whole one.
        if is_cut.is_set():
            raise NoAnswer(IN_TIME)
        return Response(response.status, response.headers.get("Location") or "")
    finally:
        connection.close()


def _connection(place: Place, address: str, tls: ssl.SSLContext, limits: Limits) -> HTTPConnection:
    """To the IP address, whatever the name says by now; the certificate has to be the name's.

    A connection of one's own knows nothing of proxies in the environment.
    """
    if place.scheme == "http":
        return HTTPConnection(address, place.port, timeout=limits.silence)
    return HTTPSConnection(
        address, place.port, timeout=limits.silence, ssl_context=tls, server_hostname=place.host
    )


@contextmanager
def _cut_after(connection: HTTPConnection, seconds: float) -> Iterator[Event]:
    """End the connection from outside: one that sends a byte now and then is never silent."""
    is_cut = Event()

    def cut() -> None:
        is_cut.set()
        if connection.sock is not None:
            # The method of the plain socket: that of a TLS socket would disturb its reader.
            socket.shutdown(connection.sock, SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_cut
    finally:
        timer.cancel()


def _words_for(error: Exception) -> str:
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return IN_TIME
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"Its certificate is not good: {error.verify_message}."
    if isinstance(error, ssl.SSLError):
        return "It makes no secure connection."
    if isinstance(error, NewConnectionError):
        return "It takes no connection."
    return "It breaks the connection off."
