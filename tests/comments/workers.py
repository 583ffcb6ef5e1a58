"""The site as readers get it, with several workers, on the database of the test."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil
from django.conf import settings
from django.db import connection

from kbsite.serve.webserver import GUNICORN
from tests.conftest import SAME_ORIGIN

BOUNDARY = "----------a-boundary-that-no-photo-holds"


class Workers:
    """A running site at `address`."""

    def __init__(self, port: int, process: "subprocess.Popen[bytes]") -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._master = psutil.Process(process.pid)

    def kill_one(self, which: int) -> None:
        """Kill a worker, as the kernel does when memory runs out."""
        if children := self._master.children():
            try:
                children[which % len(children)].kill()
            except psutil.NoSuchProcess:
                return

    def send(self, path: str, fields: dict[str, str], photo: bytes, reader: str) -> str | None:
        """Post a form as a browser does; returns where it leads, or None if the connection broke."""
        headers = SAME_ORIGIN | {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            # The test plays the proxy.
            "X-Forwarded-For": reader,
        }
        request = urllib.request.Request(self.address + path, _body(fields, photo), headers)  # noqa: S310  # our own server
        try:
            with _opener().open(request, timeout=30) as answer:
                raise AssertionError(f"It was answered with {answer.status}")
        except urllib.error.HTTPError as error:
            return error.headers["Location"] if error.code == 303 else None
        except OSError:
            return None


@contextmanager
def running_workers(folder: Path, **variables: str) -> Iterator[Workers]:
    """Serve the site as `make run` does; `folder` holds its files."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": _database_url(),
        "VAR_DIR": str(folder),
        "TRUSTED_PROXIES": "127.0.0.1",
        **variables,
    }
    with (folder / "workers.log").open("wb") as log:
        process = subprocess.Popen(
            [*GUNICORN, "--bind", f"127.0.0.1:{port}"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_ready(port, process)
        yield Workers(port, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _database_url() -> str:
    """The address of the test's database, whose server may listen only on a socket in a folder."""
    server = connection.get_connection_params()
    who = ":".join(quote(server[part], safe="") for part in ("user", "password") if server.get(part))
    where = urlencode({part: server[part] for part in ("host", "port") if server.get(part)})
    return f"postgres://{who}@/{server['dbname']}?{where}"


def _wait_until_ready(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert process.poll() is None, "The server ended."
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("The server did not start.")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)


def _body(fields: dict[str, str], photo: bytes) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename="dog.jpg"\r\n'
    parts.append(head.encode() + b"Content-Type: image/jpeg\r\n\r\n" + photo + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
