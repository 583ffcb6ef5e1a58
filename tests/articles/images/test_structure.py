"""What would keep a decoder busy is counted before anything is decoded."""

import ctypes
import struct
import zlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.images import code_points, lean_webp
from articles.images.bounds import MAX_CHAIN, MAX_ITEMS, MAX_PARTS, MAX_SCANS, Fault, Refused
from articles.images.code_points import of_heif
from articles.images.pixels import read_image
from articles.images.structure import refuse_too_many_parts
from tests.articles.images.heics import TILE, Part, box, copy_of, grid, heic, overlay
from tests.articles.images.photos import encoded, quarters
from tests.factories import image_bytes, jpeg_of_scans


def mpo_of_scans(number: int) -> bytes:
    """Two images in one file, as phones write them; the first has so many scans."""
    content = encoded(quarters(), "MPO", save_all=True, append_images=[quarters()])
    application_segments = content[2 : content.index(b"\xff\xdb")]
    return b"\xff\xd8" + application_segments + jpeg_of_scans(number)[2:] + image_bytes((64, 64))


def png_of_chunks(number: int) -> bytes:
    content = image_bytes((64, 64), "PNG")
    return (
        content[:33]
        + (struct.pack(">I", 0) + b"teSt" + struct.pack(">I", zlib.crc32(b"teSt"))) * number
        + content[33:]
    )


def webp_of_chunks(number: int) -> bytes:
    content = image_bytes((64, 64), "WEBP") + b"TEST\0\0\0\0" * number
    return content[:4] + struct.pack("<I", len(content) - 8) + content[8:]


AVIF = image_bytes((64, 64), "AVIF")
HUGE = (16_000, 16_000)

TOO_MUCH = {
    "scans": jpeg_of_scans(MAX_SCANS + 1),
    "scans of an MPO": mpo_of_scans(MAX_SCANS + 1),
    "scans after bytes to fill": jpeg_of_scans(MAX_SCANS + 1).replace(b"\xff\xda", b"\xff\xff\xff\xda"),
    "segments": b"\xff\xd8" + b"\xff\xfe\0\x02" * (MAX_PARTS + 1),
    "markers alone": b"\xff\xd8" + b"\xff\x01" * (MAX_PARTS + 1),
    "bytes to fill": b"\xff\xd8" + b"\xff" * 10_000_000,
    "chunks of a PNG": png_of_chunks(MAX_PARTS),
    "chunks of a WebP": webp_of_chunks(MAX_PARTS),
    "tiles": heic(grid(255, 255, [2] * 65_025), Part()),
    "items": heic(*[Part()] * (MAX_ITEMS + 1)),
    "pieces of an item": heic(Part(pieces=MAX_PARTS - 10)),
    "the same data again and again": heic(Part(data=bytes(20_000), pieces=100)),
    "grids of grids": heic(*[grid(9, 9, [number] * 81) for number in (2, 3, 4)], Part()),
    "items made of items": heic(*[copy_of(number + 2) for number in range(MAX_CHAIN + 1)], Part()),
    # Each is made of one that was counted before.
    "items made of items before them": heic(
        Part(), *[copy_of(number + 1) for number in range(MAX_CHAIN + 1)]
    ),
    "items made of each other": heic(copy_of(2), copy_of(1), Part()),
    "a grid of itself": heic(grid(1, 1, [1])),
    "large tiles": heic(grid(2, 1, [2, 3]), *[Part(size=HUGE)] * 2),
    "a large mask": heic(Part(), Part(size=HUGE, mask_of=1)),
    "a grid that is larger than it says": heic(replace(grid(1, 1, [2], HUGE), size=TILE), Part()),
    "a large overlay": heic(replace(overlay(HUGE, [2]), size=TILE), Part()),
    "boxes of an AVIF": AVIF + box(b"free") * MAX_PARTS,
}


@pytest.mark.parametrize("content", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_too_many_parts_are_refused_before_anything_is_opened(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decode(*_: Any, **__: Any) -> None:
        pytest.fail("The image was opened.")

    monkeypatch.setattr("PIL.Image.open", decode)

    with pytest.raises(Refused) as refused:
        read_image(content)

    assert refused.value.fault == Fault.TOO_MUCH_WORK


@pytest.mark.parametrize(
    "content",
    [
        jpeg_of_scans(MAX_SCANS),
        mpo_of_scans(MAX_SCANS),
        # What follows the image is not decoded: a film, for one, in which anything may stand.
        image_bytes((64, 64)) + b"\xff\xda" * (MAX_PARTS + 1),
        # Each scan may be cut into pieces, so that a fault in one of them spoils only that.
        image_bytes((640, 640), restart_marker_blocks=1),
        # A preview in the EXIF is not decoded either.
        image_bytes((64, 64), exif=b"Exif\0\0MM\0*" + b"\xff\xda" * (MAX_SCANS + 1)),
        png_of_chunks(1000),
        webp_of_chunks(1000),
        heic(grid(2, 2, [2, 3, 4, 5]), *[Part()] * 4),
        heic(copy_of(2), grid(2, 2, [3, 4, 5, 6]), *[Part()] * 4),
        # Phones put a film behind, and trailers that are no boxes.
        heic(Part()) + box(b"mpvd", bytes(1000)) + b"trailer of a phone",
        AVIF,
    ],
    ids=[
        *("scans", "MPO", "film behind", "restarts", "preview", "PNG", "WebP"),
        *("grid", "grid turned", "HEIC with a film", "AVIF"),
    ],
)
@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_what_cameras_and_programs_write_is_not_too_much(content: bytes) -> None:
    assert min(read_image(content).size) >= 64


@pytest.mark.parametrize("size", [(60_000, 60_000), (8501, 6000)])
def test_a_heic_of_a_few_bytes_that_claims_too_many_pixels_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(Refused) as refused:
        read_image(heic(Part(size=size)))

    assert refused.value.fault == Fault.TOO_MANY_PIXELS


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_boxes_are_refused_or_read_and_never_an_error(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(
        heic(copy_of(2), grid(2, 1, [3, 4]), *[Part()] * 2, colr=b"nclx\0\x0c\0\x0d\0\x06\x80")
    )
    for place, value in changes:
        damaged[place % len(damaged)] = value

    try:
        refuse_too_many_parts(bytes(damaged))
        of_heif(bytes(damaged))
    except Refused:
        return


def test_profiles_for_numbers_out_of_uploads_are_kept_only_so_far() -> None:
    for primaries in range(10_000, 10_200):
        code_points.profile(primaries, 16)

    assert code_points.profile.cache_info().currsize <= 64


def words_of(kind: Any) -> int:
    """How many words of 32 bits a structure of C has where an int, a size and an address are one each."""
    if issubclass(kind, ctypes.Array):
        return int(kind._length_) * words_of(kind._type_)
    if issubclass(kind, ctypes.Structure | ctypes.Union):
        every = [words_of(of) for _, of in kind._fields_]
        return sum(every) if issubclass(kind, ctypes.Structure) else max(every)
    return 1


def test_the_buffer_of_libwebp_has_its_size_on_every_system() -> None:
    """WebPYUVABuffer, the larger reading, has four addresses, four ints and four sizes (webp/decode.h)."""
    addresses = 4 * ctypes.sizeof(ctypes.c_void_p)
    rest = 4 * (ctypes.sizeof(ctypes.c_int) + ctypes.sizeof(ctypes.c_size_t))

    assert ctypes.sizeof(lean_webp.PixelBuffer) == addresses + rest
    assert words_of(lean_webp.PixelBuffer) == 12
