"""Locks between processes. The kernel lets go of them when their holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE_SECONDS = 0.05


class LockTaken(Exception):
    """Somebody else holds the lock, and held it for as long as we were willing to wait."""


@contextmanager
def exclusive(path: Path, *, wait_seconds: float) -> Iterator[int]:
    """Hold the lock file at `path`, made if missing; yields its open descriptor."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Python opens files close-on-exec, so a server started meanwhile does not inherit the lock.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _acquire(descriptor, path, time.monotonic() + wait_seconds)
        yield descriptor
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, deadline: float) -> None:
    # Asking again and again, rather than blocking, is what makes the wait end.
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise LockTaken(f"Another process holds {path}.") from None
        time.sleep(PAUSE_SECONDS)
