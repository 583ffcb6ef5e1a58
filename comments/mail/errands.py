"""What is looked at before letters are sent: each errand may queue some, and returns how many.

Apps above this one add theirs when they start, because this one does not know them.
"""

import logging
from collections.abc import Callable

from comments.mail import alert_hours, digest

logger = logging.getLogger(__name__)

Errand = Callable[[], int]

_errands: list[Errand] = [digest.queue_if_due, alert_hours.queue_rest]


def add(errand: Errand) -> None:
    if errand not in _errands:
        _errands.append(errand)


def run() -> None:
    """Run them all: the fault of one keeps no other letters."""
    for errand in _errands:
        try:
            errand()
        except Exception:
            # Any error: what the errand would have queued is still to be told the next time.
            logger.exception("Letters could not be queued; send_mail_queue will try again.")
