"""The process that decodes images: `python -m articles.images.worker`, started by pool.py.

A decoder that meets a hostile file may take minutes, eat the memory or crash. Here that ends this
process and no other. It has no secrets, no database and no files: a job comes in on standard input,
the answer goes out on standard output, each as a line of JSON and the bytes that the line counts.
"""

import json
import os
import resource
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from PIL import Image

from articles.images import pixels
from articles.images.bounds import CPU_SECONDS, MEMORY_BYTES, Fault, Refused

Files = dict[str, bytes]


class Desk:
    """Does one job after another. `master` and `card` are made of the image that came last."""

    image: Image.Image

    def do(self, job: dict[str, Any], content: bytes) -> Files:
        return self.jobs[job.pop("do")](self, content, **job)

    def write(
        self, content: bytes, *, widths: list[int], effort: dict[str, Any], any_shape: bool = False
    ) -> Files:
        """Return a file for each of `widths` that is less than the image's own, and one of that or the last.

        All are made from the pixels of the largest width. The master holds these pixels, so it
        leads to the same files.
        """
        image = pixels.read_image(content, widest=widths[-1], any_shape=any_shape)
        self.image = pixels.resized(image, min(image.width, widths[-1]))
        wanted = [width for width in widths if width < self.image.width] + [self.image.width]
        return {str(width): pixels.webp(pixels.resized(self.image, width), effort) for width in wanted}

    def read(self, content: bytes) -> Files:
        """Take one of the site's own files as the image."""
        self.image = pixels.read_image(content, any_shape=True)
        return {}

    def master(self, _: bytes) -> Files:
        return {"master": pixels.master(self.image)}

    def card(self, _: bytes, *, size: list[int]) -> Files:
        wide, high = size
        return {"card": pixels.card(self.image, (wide, high))}

    jobs: dict[str, Callable[..., Files]] = {"write": write, "read": read, "master": master, "card": card}


def main() -> None:
    jobs, answers = _private_pipes()
    _bound_for_good()
    desk = Desk()
    _send(answers, {}, {})
    while line := jobs.readline():
        job = json.loads(line)
        content = jobs.read(job.pop("bytes"))
        _allow_seconds(CPU_SECONDS)
        _send(answers, *_answered(desk, job, content))


def _answered(desk: Desk, job: dict[str, Any], content: bytes) -> tuple[dict[str, Any], Files]:
    try:
        files = desk.do(job, content)
    except Refused as refused:
        return {"fault": refused.fault}, {}
    except MemoryError:
        # What is left of the memory may lie in pieces that are too small for the next image.
        return {"fault": Fault.TOO_MUCH_WORK, "is_last": True}, {}
    return {"width": desk.image.width, "height": desk.image.height}, files


def _send(answers: IO[bytes], about: dict[str, Any], files: Files) -> None:
    sizes = [(name, len(content)) for name, content in files.items()]
    answers.write(json.dumps(about | {"files": sizes}).encode() + b"\n")
    for content in files.values():
        answers.write(content)
    answers.flush()


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the pipes for ourselves: what a library prints is no answer, and no line in the site's log."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return jobs, answers


def _bound_for_good() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        # Some systems do not limit the address space. The other limits hold there.
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _allow_seconds(seconds: int) -> None:
    """The kernel counts the whole life of the process, and ends it with SIGXCPU."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, hard))


if __name__ == "__main__":
    main()
