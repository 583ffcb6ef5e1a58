"""One turn of a process of the server: whatever can be read or written is, and large bodies wait their turn.

Waitress would take a piece from each body that has come before it looks at anything else. Beside five
hundred half-sent photos a reader's short request then waited for a tenth of a second.
"""

import select
import time
from typing import Any

from waitress import wasyncore

from kbsite.serve.connections import BoundedChannel

# For pieces of bodies in one turn. Those that are left over come first in the next.
SECONDS_FOR_BODIES = 0.01


def take_turn(open_ones: dict[int, Any], seconds: float) -> None:
    """Wait up to `seconds` for something to do, and do it. `open_ones` are waitress's, by their file."""
    bodies = []
    for file, flags in _poll(open_ones, seconds):
        # What was ready may have been closed by another one of this turn.
        one = open_ones.get(file)
        if isinstance(one, BoundedChannel) and flags == select.POLLIN and one.has_head:
            bodies.append(one)
        elif one is not None:
            wasyncore.readwrite(one, flags)
    until = time.monotonic() + SECONDS_FOR_BODIES
    for channel in sorted(bodies, key=lambda channel: channel.last_activity):
        wasyncore.readwrite(channel, select.POLLIN)
        if time.monotonic() >= until:
            return


def _poll(open_ones: dict[int, Any], seconds: float) -> list[tuple[int, int]]:
    poll = select.poll()
    for file, one in list(open_ones.items()):
        flags = select.POLLIN | select.POLLPRI if one.readable() else 0
        if one.writable() and not one.accepting:
            flags |= select.POLLOUT
        if flags:
            poll.register(file, flags)
    return poll.poll(int(seconds * 1000))
