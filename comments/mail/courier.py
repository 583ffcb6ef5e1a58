"""The thread that sends letters once they are committed, so that no reader waits for a mail server.

One in each process at most, gone when there is nothing left to do. Nothing depends on it:
what it leaves, `manage.py send_mail_queue` sends.
"""

import logging
from threading import Lock, Thread

from django.db import connections, transaction

from comments.mail import digest, sending

logger = logging.getLogger(__name__)


class Courier:
    def __init__(self) -> None:
        self._lock = Lock()
        self._is_called = False
        self._thread: Thread | None = None

    def call(self) -> None:
        """Returns at once. One who is on the way already goes once more."""
        with self._lock:
            self._is_called = True
            if self._thread is None:
                self._thread = Thread(target=self._go, name="courier", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Until all is done and its database connection closed; False when that takes longer."""
        with self._lock:
            thread = self._thread
        if thread is None:
            return True
        thread.join(seconds)
        return not thread.is_alive()

    def _go(self) -> None:
        while self._goes_on():
            try:
                digest.queue_if_due()
                sending.send_due()
            except Exception:
                # Whatever it is, the letters are still in the queue.
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
    """Robust: the comment is stored, whatever becomes of its letters."""
    transaction.on_commit(_courier.call, robust=True)
