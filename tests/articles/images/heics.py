"""HEICs of many parts, made of the one tile that the tests have."""

import struct
from dataclasses import dataclass, field

from tests.articles.images.photos import HEIC

TILE = (320, 240)


def box(kind: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I", len(content) + 8) + kind + content


def full(kind: bytes, *inside: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(kind, struct.pack(">I", version << 24 | flags), *inside)


def _inside(content: bytes, kind: bytes) -> bytes:
    start = content.index(kind)
    size = int.from_bytes(content[start - 4 : start], "big")
    return content[start + 4 : start + size - 4]


PHONE = HEIC.read_bytes()
HVCC = _inside(PHONE, b"hvcC")
PIXELS = PHONE[420:599]


@dataclass
class Part:
    """An item. `of` names what it is made of, counted from 1, and `mask_of` what it is the mask of."""

    kind: bytes = b"hvc1"
    size: tuple[int, int] = TILE
    data: bytes = PIXELS
    of: list[int] = field(default_factory=list)
    mask_of: int = 0
    pieces: int = 1


def grid(across: int, down: int, of: list[int], size: tuple[int, int] | None = None) -> Part:
    """Of tiles, whose rows and columns are counted from 0."""
    size = size or (across * TILE[0], down * TILE[1])
    data = struct.pack(">BBBBII", 0, 1, down - 1, across - 1, *size)
    return Part(b"grid", size, data, of)


def overlay(size: tuple[int, int], of: list[int]) -> Part:
    """On a canvas of `size`; each item lies in its corner."""
    return Part(b"iovl", size, struct.pack(f">BB8xII{2 * len(of)}i", 0, 1, *size, *[0] * 2 * len(of)), of)


def copy_of(number: int) -> Part:
    return Part(b"iden", data=b"", of=[number])


def heic(*parts: Part, colr: bytes = b"", primary: int = 1) -> bytes:
    """All parts have their data in one `mdat`, in their order."""
    sizes = list(dict.fromkeys(part.size for part in parts))
    properties = [box(b"hvcC", HVCC), *(full(b"ispe", struct.pack(">II", *size)) for size in sizes)]
    if colr:
        properties.append(box(b"colr", colr))
    kinds, belongs, refers, places, data = [], [], [], [], b""
    for number, part in enumerate(parts, start=1):
        kinds.append(full(b"infe", struct.pack(">HH", number, 0), part.kind, b"\0", version=2))
        its = [sizes.index(part.size) + 2] + [1] * (part.kind == b"hvc1") + [len(properties)] * bool(colr)
        belongs.append(struct.pack(f">HB{len(its)}B", number, len(its), *its))
        for kind, targets in ((b"dimg", part.of), (b"auxl", [part.mask_of] if part.mask_of else [])):
            if targets:
                refers.append(box(kind, struct.pack(f">HH{len(targets)}H", number, len(targets), *targets)))
        places.append((number, part.pieces, len(data), len(part.data)))
        data += part.data
    head = box(b"ftyp", b"heic\0\0\0\0mif1heic")

    def meta(start: int) -> bytes:
        located = [
            struct.pack(">HHH", number, 0, pieces) + struct.pack(">II", start + place, length) * pieces
            for number, pieces, place, length in places
        ]
        return full(
            b"meta",
            full(b"hdlr", bytes(4) + b"pict" + bytes(13)),
            full(b"pitm", struct.pack(">H", primary)),
            full(b"iinf", struct.pack(">H", len(parts)), *kinds),
            full(b"iloc", struct.pack(">HH", 0x4400, len(parts)), *located),
            full(b"iref", *refers),
            box(b"iprp", box(b"ipco", *properties), full(b"ipma", struct.pack(">I", len(parts)), *belongs)),
        )

    start = len(head) + len(meta(0)) + 8
    return head + meta(start) + box(b"mdat", data)
