"""A server of ours in a test's own process, with a clock of its own."""

import socket
import threading
from collections.abc import Callable, Iterable
from typing import Any

from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from kbsite.serve.bounds import Bounds
from kbsite.serve.connections import BoundedServer
from kbsite.serve.turns import take_turn
from tests.waiting import waited_for

HEAD = b"GET /page HTTP/1.1\r\nHost: x\r\n"
FORM = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n"
WHOLE = HEAD + b"\r\n"
ANSWER = b"x" * 8_000_000
BOUNDS = Bounds(
    head_seconds=20,
    pace_seconds=60,
    pace_bytes_per_second=100,
    body_seconds=900,
    work_seconds=60,
    connections=3,
    bytes_of_bodies=100_000,
    bytes_of_answers=7_000_000,
)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now


class Served:
    """A server in the test's own process, which moves on only when the test says so."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.may_go_on = threading.Event()
        self.seen: list[dict[str, Any]] = []
        self.map: dict[int, Any] = {}
        self.dispatcher = ThreadedTaskDispatcher()
        self.dispatcher.set_thread_count(1)
        listening = socket.create_server(("127.0.0.1", 0))
        self.address = listening.getsockname()
        place = (listening.family, listening.type, listening.proto, self.address)
        self.server = BoundedServer(
            self.answer,
            self.map,
            True,
            listening,
            dispatcher=self.dispatcher,
            adj=Adjustments(sockets=[listening], connection_limit=1000, cleanup_interval=3600),
            sockinfo=place,
            bind_socket=False,
            bounds=BOUNDS,
        )
        self.clients: list[socket.socket] = []

    def answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.seen.append(environ | {"body": environ["wsgi.input"].read()})
        if environ["PATH_INFO"] == "/stuck":
            self.may_go_on.wait(10)
        content = ANSWER if environ["PATH_INFO"] == "/large" else b"ok"
        start_response("200 OK", [("Content-Length", str(len(content)))])
        return [content]

    def turn(self, times: int = 5) -> None:
        for _ in range(times):
            take_turn(self.map, 0)

    def client(self, sent: bytes) -> socket.socket:
        client = socket.socket()
        self.clients.append(client)
        # The kernel takes in little of an answer that the test does not read.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(self.address)
        client.setblocking(False)
        client.sendall(sent)
        self.turn()
        return client

    def after(self, seconds: float) -> None:
        self.clock.now += seconds
        self.server.maintenance(self.clock.now)
        self.turn()

    def ask_for_much(self) -> None:
        """Ask for a large answer, read its beginning, and wait until no thread works on it."""
        self.answered(self.client(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"))
        waited_for(lambda: not any(channel.working_since for channel in self.server.channels), seconds=10)

    def is_open(self, client: socket.socket) -> bool:
        self.turn()
        try:
            return client.recv(1) != b""
        except BlockingIOError:
            return True
        except ConnectionResetError:
            return False

    def answered(self, client: socket.socket) -> bytes:
        """Return what the client gets, as soon as it gets anything."""
        got = b""

        def has_come() -> bool:
            nonlocal got
            self.turn()
            try:
                got = client.recv(65536)
            except BlockingIOError:
                return False
            return True

        waited_for(has_come, seconds=10)
        return got
