"""Locks between processes. The kernel releases a lock when its process ends, even after kill -9."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE_SECONDS = 0.05


class LockTaken(Exception):
    """Another process held the lock during the whole time that we waited."""


@contextmanager
def exclusive(path: Path, *, wait_seconds: float) -> Iterator[int]:
    """Hold the lock file at `path`, which is made if missing. Yields its open descriptor.

    Raises LockTaken.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Python opens files close-on-exec, so a server that we start does not inherit the lock.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _acquire(descriptor, path, time.monotonic() + wait_seconds)
        yield descriptor
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, deadline: float) -> None:
    # flock() has no timeout, so we try again and again instead of blocking.
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise LockTaken(f"Another process holds {path}.") from None
        time.sleep(PAUSE_SECONDS)
