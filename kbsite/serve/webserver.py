"""The two web servers: gunicorn with workers of ours for readers, Django's own one for developers."""

import http.client
import os
import subprocess
import sys
import time

from kbsite import environment
from kbsite.serve.address import Address

# Enough for a slow machine that reads all of Django from a disk without a warm cache.
START_SECONDS = 90
GUNICORN = [
    sys.executable, "-m", "gunicorn", "kbsite.wsgi",
    # Gunicorn's own workers give a thread to a request before all of it has come. Eight readers who
    # send their forms slowly would stop the site.
    "--worker-class", "kbsite.serve.worker.BufferingWorker",
    # Two processes use two cores, and their threads wait for the database. More would cost memory
    # and gain nothing.
    "--workers", "2", "--threads", "4",
    # A process that shows no sign of life for so long is killed.
    "--timeout", "30", "--graceful-timeout", "10",
    # The control socket would be in the user's home folder, where all clones would share it.
    "--no-control-socket",
    "--log-level", "warning",
]  # fmt: skip


class ServerFailed(Exception):
    """The web server ended by itself, or did not answer in time."""


def production(address: Address) -> list[str]:
    return [*GUNICORN, "--bind", address.bind]


def development(address: Address) -> list[str]:
    return [sys.executable, "manage.py", "runserver", address.bind]


def wait_until_it_answers(address: Address, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(address):
        if server.poll() is not None:
            raise ServerFailed(f"The web server could not start (exit code {server.returncode}).")
        if time.monotonic() > deadline:
            raise ServerFailed(f"The web server does not answer at {address.url}healthz.")
        time.sleep(0.1)


def _answers(address: Address) -> bool:
    connection = http.client.HTTPConnection(address.reachable.host, address.port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": _allowed_name(address)})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _allowed_name(address: Address) -> str:
    """Return a host name that the site accepts: it may not accept the address on which it listens."""
    names = environment.text_list("ALLOWED_HOSTS", []) if os.environ.get("ALLOWED_HOSTS") else []
    return next((name.lstrip(".") for name in names if name != "*"), address.reachable.host_in_url)
