"""The lines that tell the person at the terminal what happens, with the seconds since the start."""

import time


class Progress:
    """Prints lines. `started_at` is a time.monotonic(), which all processes of a machine share."""

    def __init__(self, started_at: float | None = None) -> None:
        self.started_at = time.monotonic() if started_at is None else started_at

    def say(self, text: str) -> None:
        try:
            print(f"[{time.monotonic() - self.started_at:5.1f} s] {text}", flush=True)
        except OSError:
            # The terminal was closed. The clean-up has to go on without it.
            return
