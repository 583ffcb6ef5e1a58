"""Processes that decode images for this one; worker.py is what they run.

They are started anew and never forked: a fork of a process with threads may inherit a lock that nobody
opens again. A start takes some 0.2 s of CPU, so an idle one is kept for the next image.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

from django.conf import settings

from articles.images.bounds import WALL_SECONDS, Fault, Refused

# Nothing of the site's own environment: a decoder that is taken over finds no secret there. glibc
# would otherwise reserve 64 MB of addresses per thread, and keep large blocks that were freed.
ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(1024 * 1024),
}
# Then it is replaced, so that whatever a library leaves behind does not pile up.
JOBS_OF_A_WORKER = 500


@dataclass(frozen=True)
class Made:
    """The size of the image that the worker holds now, in pixels, and the files that it made."""

    width: int
    height: int
    files: dict[str, bytes]


class Died(Exception):
    """The process ended before it had answered."""


class Worker:
    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "articles.images.worker"],
            cwd=settings.BASE_DIR,
            env=ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._jobs_left = JOBS_OF_A_WORKER
        try:
            # It says that it is there. Why it is not, it has written to the site's log.
            self._receive()
        except Died as error:
            self.end()
            raise RuntimeError("The process that decodes images did not start.") from error

    @property
    def is_good(self) -> bool:
        return self._jobs_left > 0 and self._process.poll() is None

    def ask(self, do: str, content: bytes = b"", **details: Any) -> Made:
        """Raises Refused, also when the process used up its seconds or its memory, or crashed."""
        self._jobs_left -= 1
        # The only way to stop waiting for a pipe, in either direction.
        alarm = threading.Timer(WALL_SECONDS, self._process.kill)
        alarm.start()
        try:
            about, files = self._exchange({"do": do, "bytes": len(content), **details}, content)
        except Died as error:
            self._jobs_left = 0
            raise Refused(Fault.TOO_MUCH_WORK) from error
        finally:
            alarm.cancel()
            # If it rings just now, the process is not there for the next image.
            alarm.join()
        if about.get("is_last"):
            self._jobs_left = 0
        if "fault" in about:
            raise Refused(Fault(about["fault"]))
        return Made(about["width"], about["height"], files)

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _exchange(self, job: dict[str, Any], content: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
        pipe = _there(self._process.stdin)
        try:
            pipe.write(json.dumps(job).encode() + b"\n")
            pipe.write(content)
            pipe.flush()
        except OSError as error:
            raise Died from error
        return self._receive()

    def _receive(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        pipe = _there(self._process.stdout)
        line = pipe.readline()
        if not line.endswith(b"\n"):
            raise Died
        about = json.loads(line)
        files = {name: pipe.read(size) for name, size in about.pop("files")}
        return about, files


@dataclass
class Pool:
    """At most `kept` idle workers. How many are busy is bounded by the slots of decoding.py."""

    kept: int = 1
    _idle: list[Worker] = field(default_factory=list)

    @contextmanager
    def worker(self) -> Iterator[Worker]:
        """Lend a worker to one thread."""
        worker = self._take()
        try:
            yield worker
        finally:
            if worker.is_good and len(self._idle) < self.kept:
                self._idle.append(worker)
            else:
                worker.end()

    def close(self) -> None:
        while self._idle:
            self._idle.pop().end()

    def forget(self) -> None:
        """After a fork: the pipes belong to the parent."""
        self._idle = []

    def _take(self) -> Worker:
        while self._idle:
            # Of two threads that see the last one here, only one gets it.
            try:
                worker = self._idle.pop()
            except IndexError:
                break
            if worker.is_good:
                return worker
            worker.end()
        return Worker()


def _there(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("The process was started without its pipes.")
    return pipe


POOL = Pool()
atexit.register(POOL.close)
os.register_at_fork(after_in_child=POOL.forget)
