"""What the log says of requests that the site refuses: a line each, and only so many a minute."""

import logging
import re
import time

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError

# Whoever runs into these has sent an odd request. They show no fault of the site.
REFUSALS = (SuspiciousOperation, BadRequest, MultiPartParserError)
# What these say is about the sender, with or without an exception.
OF_STRANGERS = ("django.security", "waitress")
# For one process. A person reads no more, and a day of them fits on any disk.
LINES_A_MINUTE = 30
LONGEST = 500
# Controls, ends of lines and marks of direction: a terminal obeys them, and one line looks like several.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class LineFormatter(logging.Formatter):
    """Writes each message on one line. The traceback of a fault of ours follows it."""

    def format(self, record: logging.LogRecord) -> str:
        left_out = getattr(record, "left_out", None)
        if left_out is None:
            return super().format(record)
        record.asctime = self.formatTime(record, self.datefmt)
        record.message = record.getMessage()[:LONGEST]
        if left_out:
            record.message += f" ({left_out} more such lines were left out before)"
        return self.formatMessage(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's name
        record.message = UNSEEN.sub(_escaped, record.message)
        return super().formatMessage(record)


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()


class StrangersFilter(logging.Filter):
    """Keeps strangers from filling the log, and says how many lines it left out."""

    def __init__(self) -> None:
        super().__init__()
        self._minute = 0
        self._count = 0

    def filter(self, record: logging.LogRecord) -> bool:
        if not _is_of_a_stranger(record):
            return True
        # The formatter reads it.
        record.left_out = self._begin_minute()
        self._count += 1
        return self._count <= LINES_A_MINUTE

    def _begin_minute(self) -> int:
        """Count from zero in a new minute, and return how many lines were left out until then."""
        minute = int(time.monotonic() // 60)
        if minute == self._minute:
            return 0
        left_out = max(0, self._count - LINES_A_MINUTE)
        self._minute, self._count = minute, 0
        return left_out


def _is_of_a_stranger(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, REFUSALS) or 400 <= getattr(record, "status_code", 0) < 500:
        return True
    return error is None and record.name.startswith(OF_STRANGERS) and record.levelno < logging.CRITICAL
