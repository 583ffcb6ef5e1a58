"""How fast one host is asked."""

import time
from collections.abc import Callable

SECONDS_BETWEEN = 1.0


class Pace:
    """At most one request a second for each host."""

    def __init__(
        self,
        seconds: float = SECONDS_BETWEEN,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds, self._clock, self._sleep = seconds, clock, sleep
        self._ready: dict[str, float] = {}

    def wait(self, host: str) -> None:
        now = self._clock()
        start = max(now, self._ready.get(host, now))
        if start > now:
            self._sleep(start - now)
        self._ready[host] = start + self._seconds
