"""What would keep a decoder busy is counted before anything is decoded."""

import struct
import zlib
from typing import Any

import pytest

from articles.images.bounds import MAX_PARTS, MAX_SCANS, Fault, Refused
from articles.images.pixels import read_image
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


TOO_MUCH = {
    "scans": jpeg_of_scans(MAX_SCANS + 1),
    "scans of an MPO": mpo_of_scans(MAX_SCANS + 1),
    "scans after bytes to fill": jpeg_of_scans(MAX_SCANS + 1).replace(b"\xff\xda", b"\xff\xff\xff\xda"),
    "segments": b"\xff\xd8" + b"\xff\xfe\0\x02" * (MAX_PARTS + 1),
    "markers alone": b"\xff\xd8" + b"\xff\x01" * (MAX_PARTS + 1),
    "bytes to fill": b"\xff\xd8" + b"\xff" * 10_000_000,
    "chunks of a PNG": png_of_chunks(MAX_PARTS),
    "chunks of a WebP": webp_of_chunks(MAX_PARTS),
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
    ],
    ids=["scans", "MPO", "film behind", "restarts", "preview", "PNG", "WebP"],
)
@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_what_cameras_and_programs_write_is_not_too_much(content: bytes) -> None:
    assert min(read_image(content).size) >= 64
