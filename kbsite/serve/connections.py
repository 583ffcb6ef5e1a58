"""Connections to readers: waitress, with bounds on how long and how much each may hold.

Waitress takes in a whole request before a thread works on it, and keeps the answer until the reader
has taken it. So a slow reader holds a connection and a buffer, but no thread. Waitress alone would
wait for ever for bytes that trickle, and sets no limit to all buffers together.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from waitress.buffers import ReadOnlyFileBasedBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer

from kbsite.serve.bounds import Bounds, TransferPace

ACCEPTED_AT_ONCE = 64
# Read at once, as long as nobody knows whether a body follows.
BYTES_OF_A_HEAD = 8 * 1024


class WaryParser(HTTPRequestParser):
    """Answers 400 where waitress itself fails: to the host `[::`, or to a length of 5,000 digits."""

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError("The request cannot be read") from error


class BoundedChannel(HTTPChannel):
    """One connection. Its server closes it when it is overdue."""

    parser_class = WaryParser

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.waiting_since = time.monotonic()
        self.working_since: float | None = None
        # Which thread works on it.
        self.thread: int | None = None
        self._sent = 0
        self._body: TransferPace | None = None
        self._answer: TransferPace | None = None

    def service(self) -> None:
        self.thread, self.working_since = threading.get_ident(), time.monotonic()
        try:
            super().service()
        finally:
            self.working_since, self.waiting_since = None, time.monotonic()

    def recv(self, buffer_size: int) -> bytes:
        received: bytes = super().recv(buffer_size if self.has_head else BYTES_OF_A_HEAD)
        return received

    def send(self, data: bytes, do_close: bool = True) -> int:
        sent: int = super().send(data, do_close=do_close)
        self._sent += sent
        return sent

    def handle_expt(self) -> None:
        """Close it: no browser sends urgent data, and waitress would report it again and again."""
        self.handle_close()

    @property
    def has_head(self) -> bool:
        """Whether a request is on its way, and its head has arrived."""
        request = self.request
        return request is not None and request.headers_finished

    @property
    def is_in_use(self) -> bool:
        return bool(self.requests or self.total_outbufs_len or self.has_head)

    @property
    def bytes_of_bodies(self) -> int:
        coming = (self.request,) if self.request is not None else ()
        return sum(request.body_bytes_received for request in (*self.requests, *coming))

    @property
    def bytes_of_answer(self) -> int:
        """What is kept for the reader in memory. A file that is sent stays on the disk."""
        kept = [buffer for buffer in self.outbufs if not isinstance(buffer, ReadOnlyFileBasedBuffer)]
        return sum(len(buffer) for buffer in kept)

    def is_overdue(self, now: float, bounds: Bounds) -> bool:
        if self.total_outbufs_len:
            self.waiting_since = now
            self._answer = self._answer or TransferPace(now, self._sent)
            return self._answer.is_too_slow(now, self._sent, bounds)
        self._answer = None
        if self.requests:
            self._body = None
            return False
        if self.has_head:
            return self._is_body_overdue(now, bounds)
        self._body = None
        return now - self.waiting_since > bounds.head_seconds

    def _is_body_overdue(self, now: float, bounds: Bounds) -> bool:
        received = self.bytes_of_bodies
        self._body = self._body or TransferPace(now, received)
        too_long = now - self._body.started > bounds.body_seconds
        return too_long or self._body.is_too_slow(now, received, bounds)


class BoundedServer(TcpWSGIServer):
    """All connections of one process. Where they hold too much, those that wait longest are closed."""

    channel_class = BoundedChannel
    accepting: bool

    def __init__(self, *args: Any, bounds: Bounds, **options: Any) -> None:
        super().__init__(*args, **options)
        self.bounds = bounds

    @property
    def channels(self) -> list[BoundedChannel]:
        """Those that are not about to be closed."""
        return [channel for channel in self.active_channels.values() if not channel.will_close]

    def maintenance(self, now: float) -> None:
        """Waitress calls this once a second, with the time of day."""
        moment = time.monotonic()
        for channel in self.channels:
            if channel.is_overdue(moment, self.bounds):
                channel.will_close = True
        self._free(self.bounds.bytes_of_bodies, lambda channel: channel.bytes_of_bodies)
        self._free(self.bounds.bytes_of_answers, lambda channel: channel.bytes_of_answer)

    def _free(self, allowed: int, held_by: Callable[[BoundedChannel], int]) -> None:
        held = {channel: held_by(channel) for channel in self.channels}
        excess = sum(held.values()) - allowed
        for channel in sorted(held, key=lambda channel: channel.waiting_since):
            if excess <= 0:
                return
            if held[channel] and channel.working_since is None:
                channel.will_close = True
                excess -= held[channel]

    def handle_accept(self) -> None:
        """Let in several at a time: a reader may wait behind a thousand slow ones."""
        for _ in range(ACCEPTED_AT_ONCE):
            before = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) == before:
                return
            if before >= self.bounds.connections:
                self._make_room()

    def _make_room(self) -> None:
        """Close one connection, rather than leave newcomers outside until one ends by itself."""
        idle = [channel for channel in self.channels if not channel.requests]
        if idle:
            min(idle, key=lambda channel: (channel.is_in_use, channel.waiting_since)).will_close = True

    def stop_accepting(self) -> None:
        """Leave the socket to the other processes, and end connections on which nothing is under way."""
        if self.accepting:
            self.accepting = False
            self.del_channel()
            self.socket.close()
        for channel in self.channels:
            if not channel.is_in_use:
                channel.will_close = True

    def stuck(self) -> list[BoundedChannel]:
        """Return connections whose request has been worked on for too long."""
        limit = time.monotonic() - self.bounds.work_seconds
        return [
            channel
            for channel in self.channels
            if channel.working_since is not None and channel.working_since < limit
        ]
