"""How many parts an image file has, counted before anything decodes them.

A file of a few hundred kilobytes can keep a decoder busy for minutes without many pixels: each scan of
a progressive JPEG goes through all pixels again, and each chunk of a PNG is looked at. The parts of a HEIC
are counted in heif.py.
"""

import re
from collections.abc import Callable, Iterator

from articles.images import heif
from articles.images.bounds import MAX_PARTS, MAX_SCANS, Fault, Refused

# A marker of a JPEG. Within a scan 0xFF is followed by 0x00, or by the number of a restart. Any number
# of 0xFF may stand before it; a pattern with them would look at each of them again from every place.
MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
# Longer than any segment. Pillow would read these bytes one by one.
FILL = b"\xff" * 0x10000
START_OF_IMAGE, END_OF_IMAGE, START_OF_SCAN, ALONE = 0xD8, 0xD9, 0xDA, 0x01


def refuse_too_many_parts(content: bytes) -> None:
    """Raises Refused. A GIF has no parts that we count."""
    if heif.is_heif(content):
        heif.refuse_too_much_work(content)
    for begins, parts_of in READERS.items():
        if content.startswith(begins):
            _count(parts_of(content))


def _count(parts: Iterator[bool]) -> None:
    scans = 0
    for number, is_scan in enumerate(parts, start=1):
        scans += is_scan
        if scans > MAX_SCANS or number > MAX_PARTS:
            raise Refused(Fault.TOO_MUCH_WORK)


def _jpeg(content: bytes) -> Iterator[bool]:
    """Yield for each segment whether it is a scan, up to the end of the first image.

    Whatever follows is not decoded: the other images of an MPO, a film, the map of an HDR photo.
    """
    if FILL in content:
        raise Refused(Fault.TOO_MUCH_WORK)
    place = 0
    while found := MARKER.search(content, place):
        marker, place = found[1][0], found.end()
        if marker == END_OF_IMAGE:
            return
        yield marker == START_OF_SCAN
        if marker not in (START_OF_IMAGE, ALONE):
            place += int.from_bytes(content[place : place + 2], "big")


def _png(content: bytes) -> Iterator[bool]:
    place = 8
    while place < len(content):
        yield False
        # The length, which counts neither itself nor the chunk's name nor its checksum.
        place += int.from_bytes(content[place : place + 4], "big") + 12


def _riff(content: bytes) -> Iterator[bool]:
    place = 12
    while place < len(content):
        yield False
        size = int.from_bytes(content[place + 4 : place + 8], "little")
        place += 8 + size + size % 2


READERS: dict[bytes, Callable[[bytes], Iterator[bool]]] = {
    b"\xff\xd8": _jpeg,
    b"\x89PNG": _png,
    b"RIFF": _riff,
}
