"""The programs a run starts, and the signals that end it: nothing it started may outlive it."""

import ctypes
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from kbsite.folders import BASE_DIR

# Longer than gunicorn gives its workers to finish what they are answering.
GRACE_SECONDS = 20
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


class Stopped(BaseException):
    """Somebody asked for the end. Not an Exception, so that no `except Exception` swallows it."""


def stop_on_signals() -> None:
    """Raise Stopped at Ctrl-C, at `kill`, and when the terminal is closed."""
    for number in STOP_SIGNALS:
        # Under nohup a closed terminal is to be ignored.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    ignore_stop_signals()
    raise Stopped


def ignore_stop_signals() -> None:
    """From now on we are clearing up; an impatient second Ctrl-C must not leave half of it."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _prepare_child() -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        # The kernel tells the child when we die, even of kill -9.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def child(command: Sequence[str], *, at_terminal: bool = False) -> Iterator["subprocess.Popen[bytes]"]:
    """A program that runs inside the `with` and is ended with it.

    At the terminal it may read what is typed, for a debugger; otherwise Ctrl-C reaches
    only us, and we end it in good order.
    """
    process = subprocess.Popen(
        command,
        cwd=BASE_DIR,
        stdin=None if at_terminal else subprocess.DEVNULL,
        start_new_session=not at_terminal,
        preexec_fn=_prepare_child,
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
