"""A process that serves readers: gunicorn starts it, watches it and replaces it; waitress does the rest."""

import logging
import os
import resource
import socket
import sys
import time
import traceback
from collections.abc import Sequence
from typing import Any

from gunicorn.workers.base import Worker
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from kbsite.serve.bounds import Bounds
from kbsite.serve.connections import BoundedChannel, BoundedServer
from kbsite.serve.turns import take_turn
from kbsite.uploads import REFUSE_UNREAD_BYTES

logger = logging.getLogger(__name__)

# Less than gunicorn waits (--graceful-timeout), so that a worker ends by itself.
DRAIN_SECONDS = 9
# A connection may need a socket, a file for what comes and a file for what goes.
FILES_PER_CONNECTION = 3
# For the database, the log, and the modules that Python reads.
FILES_BESIDE = 200
# Between two looks at all connections while there are many: bytes that trickle in from a thousand
# readers would otherwise keep one core busy with looking.
MANY_CONNECTIONS = 100
PAUSE_SECONDS = 0.004


class BufferingWorker(Worker):
    """Takes in whole requests before a thread works on them."""

    # A signal may come before there is any.
    _servers: Sequence[BoundedServer] = ()
    _next_look = 0.0

    def run(self) -> None:
        self._map: dict[int, Any] = {}
        bounds = Bounds(connections=_connections())
        dispatcher = ThreadedTaskDispatcher()
        dispatcher.set_thread_count(self.cfg.threads)
        self._servers = [self._server(opened.sock, dispatcher, bounds) for opened in self.sockets]
        while self.alive:
            self._turn()
        self._drain()

    def _server(
        self, opened: socket.socket, dispatcher: ThreadedTaskDispatcher, bounds: Bounds
    ) -> BoundedServer:
        adjustments = Adjustments(
            sockets=[opened],
            # The site knows whose X-Forwarded headers to believe (kbsite/proxies.py).
            clear_untrusted_proxy_headers=False,
            # Our own limit takes its place.
            connection_limit=sys.maxsize,
            backlog=self.cfg.backlog,
            cleanup_interval=1,
            # Half the work of the 8 kB that waitress takes, for a photo.
            recv_bytes=64 * 1024,
            inbuf_overflow=32 * 1024,
            max_request_header_size=32 * 1024,
            max_request_body_size=REFUSE_UNREAD_BYTES + 1,
            # Readers do what they like with their connections. That is no news for the log.
            log_socket_errors=False,
            ident=None,
        )
        place = (opened.family, opened.type, opened.proto, opened.getsockname())
        return BoundedServer(
            self.wsgi,
            self._map,
            True,
            opened,
            dispatcher=dispatcher,
            adj=adjustments,
            sockinfo=place,
            bind_socket=False,
            bounds=bounds,
        )

    def handle_exit(self, sig: int, frame: Any) -> None:
        super().handle_exit(sig, frame)
        for server in self._servers:
            server.pull_trigger()

    def _turn(self) -> None:
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + 1
            self._look_around()
        take_turn(self._map, 1)
        if len(self._map) > MANY_CONNECTIONS:
            time.sleep(PAUSE_SECONDS)

    def _look_around(self) -> None:
        """Show gunicorn a sign of life, and end where gunicorn is gone or a request is stuck.

        Python cannot end a thread. So a process with a stuck one makes room for a new process.
        """
        self.notify()
        if self.ppid != os.getppid():
            self.alive = False
        for server in self._servers:
            for channel in server.stuck():
                logger.error("A request takes too long, so its process is replaced.\n%s", _stack(channel))
                self.alive = False

    def _drain(self) -> None:
        deadline = time.monotonic() + DRAIN_SECONDS
        while time.monotonic() < deadline:
            for server in self._servers:
                server.stop_accepting()
            self._turn()
            if not any(server.active_channels for server in self._servers):
                return


def _connections() -> int:
    """Return how many connections fit the limit on open files, after raising that limit."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = Bounds.connections * FILES_PER_CONNECTION + FILES_BESIDE
    files = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    return max(10, (files - FILES_BESIDE) // FILES_PER_CONNECTION)


def _stack(channel: BoundedChannel) -> str:
    """Return where a request is. Its address is left out, because it may say what somebody looked for."""
    frame = sys._current_frames().get(channel.thread or 0)
    return "".join(traceback.format_stack(frame)) if frame else ""
