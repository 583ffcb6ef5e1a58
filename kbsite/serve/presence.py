"""Which sites run from this clone: one file for each port, locked while its site runs.

The lock shows that a site runs. The process id in the file would not, since the system uses
process ids again.
"""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kbsite.folders import VAR_DIR
from kbsite.locks import LockTaken, exclusive

STOP_SECONDS = 60


class StillRunning(Exception):
    """A site was told to stop, but still runs."""


def _file(port: int) -> Path:
    return VAR_DIR / f"serving-{port}.pid"


@contextmanager
def announced(port: int) -> Iterator[None]:
    """Make this run known to `make stop` and to other runs. Raises LockTaken if the port is in use."""
    with exclusive(_file(port), wait_seconds=1) as descriptor:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)


def _is_running(path: Path) -> bool:
    try:
        with exclusive(path, wait_seconds=0):
            return False
    except LockTaken:
        return True


def others_run(port: int) -> bool:
    """Return whether a site runs on another port."""
    return any(_is_running(path) for path in VAR_DIR.glob("serving-*.pid") if path != _file(port))


def somebody_was_here() -> bool:
    """Return whether another run is active, or one ended without cleaning up, as after kill -9.

    If so, a database server that is up was started by a run, and not by a person's command.
    """
    return any(path.read_text() for path in VAR_DIR.glob("serving-*.pid"))


def stop_all() -> int:
    """Stop every site that runs from this clone, and return how many. Raises StillRunning."""
    running = [path for path in VAR_DIR.glob("serving-*.pid") if _is_running(path)]
    for path in running:
        os.kill(int(path.read_text()), signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for path in running:
        while _is_running(path):
            if time.monotonic() > deadline:
                raise StillRunning(f"The site of {path} does not stop.")
            time.sleep(0.05)
    return len(running)
