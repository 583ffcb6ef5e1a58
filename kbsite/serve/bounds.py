"""How long a connection may last, and how much all of them may hold."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """Seconds and bytes. The totals hold for one process."""

    # For a request's head, from the opening of the connection or from the answer before.
    head_seconds: float = 20
    # A body has to come, and an answer has to go, at this pace in each period.
    pace_seconds: float = 60
    pace_bytes_per_second: int = 2048
    # For a body, at whatever pace.
    body_seconds: float = 900
    # For the work on a request. The database ends a statement far earlier.
    work_seconds: float = 60
    connections: int = 2000
    # Bodies lie in temporary files, unless they fit into a few packets.
    bytes_of_bodies: int = 256 * 1024 * 1024
    # Answers lie in memory.
    bytes_of_answers: int = 64 * 1024 * 1024


class TransferPace:
    """Measures one body or one answer, one period after the other."""

    def __init__(self, now: float, moved: int) -> None:
        self.started = self._since = now
        self._moved = moved

    def is_too_slow(self, now: float, moved: int, bounds: Bounds) -> bool:
        """Return whether too little moved in a period that ends now. `moved` counts all bytes so far."""
        seconds = now - self._since
        if seconds < bounds.pace_seconds:
            return False
        is_slow = moved - self._moved < seconds * bounds.pace_bytes_per_second
        self._since, self._moved = now, moved
        return is_slow
