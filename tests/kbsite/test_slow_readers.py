"""The server of `make run` while others send their requests slowly, or not to their end."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.comments.workers import Workers, running_workers

pytestmark = pytest.mark.django_db(transaction=True)

# More than there are threads to work on requests.
DOZEN = 12
HEAD = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
FORM = b"POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nname=R"
CHUNKS = b"POST /healthz HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nna"


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    with running_workers(tmp_path) as running:
        yield running


def sent(workers: Workers, request: bytes) -> socket.socket:
    parts = urlsplit(workers.address)
    connection = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=120)
    connection.sendall(request)
    return connection


def test_requests_that_never_end_stop_no_reader(workers: Workers) -> None:
    with ExitStack() as unfinished:
        for request in (HEAD, FORM, CHUNKS):
            for _ in range(DOZEN):
                unfinished.enter_context(closing(sent(workers, request)))

        with closing(sent(workers, HEAD + b"Connection: close\r\n\r\n")) as reader:
            answer = reader.makefile("rb").read()

    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"\r\n\r\nok\n")
