"""A process of the server that hangs is replaced, and the other one serves readers meanwhile."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import closing, suppress

import psutil
import pytest

from kbsite.folders import BASE_DIR
from kbsite.serve.webserver import GUNICORN
from tests.kbsite.conftest import Programs
from tests.waiting import waited_for

# `make run` waits for 30 seconds.
PATIENCE = "2"


class Site:
    """The server of `make run`, with a site of one answer."""

    def __init__(self, start_program: Programs) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.place = probe.getsockname()
        command = ["tests.kbsite.tiny_site" if part == "kbsite.wsgi" else part for part in GUNICORN]
        bind = f"127.0.0.1:{self.place[1]}"
        program = start_program(*command, "--timeout", PATIENCE, "--bind", bind, cwd=BASE_DIR)
        self.master = psutil.Process(program.pid)

    def workers(self) -> list[psutil.Process]:
        found: list[psutil.Process] = self.master.children()
        return found

    def answer(self) -> bytes:
        with closing(socket.create_connection(self.place, timeout=60)) as reader:
            reader.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            return reader.makefile("rb").read()

    def answers(self) -> bool:
        with suppress(OSError):
            return self.answer().endswith(b"\r\n\r\nok\n")
        return False


@pytest.fixture
def site(start_program: Programs) -> Iterator[Site]:
    site = Site(start_program)
    assert waited_for(lambda: len(site.workers()) == 2 and site.answers(), seconds=60)

    yield site

    for worker in site.workers():
        worker.kill()


def test_a_process_that_hangs_is_replaced_and_readers_are_served_meanwhile(site: Site) -> None:
    stuck, other = site.workers()
    os.kill(stuck.pid, signal.SIGSTOP)

    answers = [site.answer() for _ in range(5)]

    assert all(answer.endswith(b"\r\n\r\nok\n") for answer in answers)
    assert waited_for(lambda: stuck not in site.workers() and len(site.workers()) == 2, seconds=60)
    assert site.answers()
    assert other in site.workers()
