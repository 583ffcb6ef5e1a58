"""The pause between two requests to the same host."""

import time
from collections.abc import Callable

SECONDS_BETWEEN = 1.0


class Pace:
    """Allows at most one request every `seconds` for each host."""

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
