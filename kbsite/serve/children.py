"""Child processes and the signals that stop a run. No child goes on running after the run."""

import ctypes
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from kbsite.folders import BASE_DIR

# Longer than gunicorn waits for its workers to finish their requests.
GRACE_SECONDS = 20
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


class Stopped(BaseException):
    """A signal asked the run to stop. Not an Exception, so that no `except Exception` catches it."""


def stop_on_signals() -> None:
    """Raise Stopped on Ctrl-C, on `kill`, and when the terminal is closed."""
    for number in STOP_SIGNALS:
        # nohup sets SIGHUP to "ignore", and that must stay so.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    ignore_stop_signals()
    raise Stopped


def ignore_stop_signals() -> None:
    """Ignore further signals, so that a second Ctrl-C does not interrupt the clean-up."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _prepare_child() -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        # The kernel sends the child this signal when we end, even after kill -9.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def child(command: Sequence[str], *, at_terminal: bool = False) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program inside the `with` block, and end it after the block.

    With `at_terminal` it can read what is typed, for a debugger. Otherwise Ctrl-C reaches only
    us, and we end the program in the right order.
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
