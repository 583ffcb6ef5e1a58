"""Which sites run from this clone: one file for each port, locked while its site runs.

The lock, not the number in the file, says that a site runs: numbers are used again.
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
    """A site was told to stop, and did not."""


def _file(port: int) -> Path:
    return VAR_DIR / f"serving-{port}.pid"


@contextmanager
def announced(port: int) -> Iterator[None]:
    """Be known to `make stop` and to other runs."""
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
    """True while another port is served."""
    return any(_is_running(path) for path in VAR_DIR.glob("serving-*.pid") if path != _file(port))


def somebody_was_here() -> bool:
    """True when another run is there, or one ended without clearing up, as by kill -9.

    A server that runs then was started by a run, and not by a person's command.
    """
    return any(path.read_text() for path in VAR_DIR.glob("serving-*.pid"))


def stop_all() -> int:
    """Stop every site that runs from this clone; returns how many there were."""
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
