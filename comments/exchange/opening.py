"""Opening a file that may be packed, huge or hostile, and guessing which system wrote it."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from articles.characters import one_line

# Of a file, unpacked. A comment with its marks has about 1 kB.
MOST_BYTES = 512 * 1024 * 1024
PEEKED = 64 * 1024
MOST_OF_A_MESSAGE = 1000
GZIP = b"\x1f\x8b"
SQLITE = b"SQLite format 3\x00"


class Unreadable(Exception):
    """The file cannot be read to its end; the message says why, and where that is known.

    It may repeat what stands in the file, so it is made fit for a terminal.
    """

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message)[:MOST_OF_A_MESSAGE])


class _Bounded(io.RawIOBase):
    """Reads on until MOST_BYTES have come out, and turns errors of unpacking into Unreadable."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._left = MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            found = self._source.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise Unreadable(f"The file cannot be unpacked: {error}.") from error
        self._left -= len(found)
        if self._left < 0:
            raise Unreadable(
                f"The file holds more than {MOST_BYTES // 1024**2} MB. Divide it, and import the parts."
            )
        buffer[: len(found)] = found
        return len(found)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked where gzip packed it. Raises Unreadable, also while it is read."""
    with _opened_as_it_is(path) as file:
        is_packed = file.peek(len(GZIP)).startswith(GZIP)
        source: Any = gzip.GzipFile(fileobj=file) if is_packed else file
        reader: Any = io.BufferedReader(_Bounded(source))
        with reader:
            yield reader


def _opened_as_it_is(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise Unreadable(f"{path} cannot be opened: {error.strerror}.") from error


def without_surrogates(text: str) -> str:
    """With a question mark for each half of a pair of surrogates."""
    return text.encode(errors="replace").decode()


def system_of(path: Path) -> str:
    """The name of the format that the file looks like, or an empty text."""
    with opened(path) as file:
        return _system_in(file.read(PEEKED))


def _system_in(start: bytes) -> str:
    if start.startswith(SQLITE):
        return "isso"
    text = start.replace(b"\0", b"").decode(errors="replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        marks = {"disqus": "http://disqus.com", "wordpress": "wordpress.org/export/"}
    elif text.startswith("{"):
        marks = {"json": '"scratchpost-comments"', "remark42": '"version"'}
        text = text.partition("\n")[0]
    else:
        marks = {"isso": '"comments"'} if text.startswith("[") else {}
    return next((system for system, mark in marks.items() if mark in text), "")
