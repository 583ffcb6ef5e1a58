"""The thread that sends letters after their commit, so that no reader waits for a mail server.

A process has one such thread at most, and it ends when nothing is left to do. Letters that it does
not send are sent by `manage.py send_mail_queue`.
"""

import logging
from threading import Lock, Thread

from django.db import connections, transaction

from comments.mail import errands, sending

logger = logging.getLogger(__name__)


class Courier:
    def __init__(self) -> None:
        self._lock = Lock()
        self._is_called = False
        self._thread: Thread | None = None

    def call(self) -> None:
        """Start the thread, or have a running one look again; returns at once."""
        with self._lock:
            self._is_called = True
            if self._thread is None:
                self._thread = Thread(target=self._go, name="courier", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until the thread has ended and closed its connection; False if that takes longer."""
        with self._lock:
            thread = self._thread
        if thread is None:
            return True
        thread.join(seconds)
        return not thread.is_alive()

    def _go(self) -> None:
        while self._goes_on():
            try:
                errands.run()
                sending.send_due()
            except Exception:
                # Any error: the letters stay in the queue.
                logger.exception("Letters could not be sent; send_mail_queue will try again.")
            finally:
                connections.close_all()

    def _goes_on(self) -> bool:
        with self._lock:
            if not self._is_called:
                self._thread = None
                return False
            self._is_called = False
            return True


_courier = Courier()
wait = _courier.wait


def call_on_commit() -> None:
    """Robust: an error with letters must not undo the comment."""
    transaction.on_commit(_courier.call, robust=True)
