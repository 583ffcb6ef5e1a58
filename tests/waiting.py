"""Waiting for what happens by itself, without a fixed pause."""

import time
from collections.abc import Callable

PAUSE_SECONDS = 0.01


def waited_for(has_happened: Callable[[], bool], *, seconds: float) -> bool:
    """Return whether it has happened, as soon as it has, or after so many seconds."""
    deadline = time.monotonic() + seconds
    while not (is_over := has_happened()) and time.monotonic() < deadline:
        time.sleep(PAUSE_SECONDS)
    return is_over
