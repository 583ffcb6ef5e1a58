"""Photos are written anew, upright and without metadata, whatever their format."""

import io
import struct
from typing import Any

import pytest
from PIL import Image

from articles.images.pixels import read_image
from tests.articles.images.heics import Part, grid, heic
from tests.articles.images.photos import (
    BLUE,
    GREEN,
    HEIC,
    RED,
    YELLOW,
    content_of,
    encoded,
    noise,
    opened,
    quarters,
    store,
)
from tests.articles.images.profiles import DISPLAY_P3

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def is_near(color: Any, wanted: tuple[int, ...], slack: int = 30) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(color, wanted, strict=True))


def corners(image: Image.Image) -> list[Any]:
    """The colours left and right above, left and right below."""
    wide, high = image.size
    places = [(wide // 4, high // 4), (3 * wide // 4, high // 4)]
    places += [(across, 3 * high // 4) for across, _ in places]
    return [image.getpixel(place) for place in places]


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_photo_is_written_anew_as_webp(fmt: str) -> None:
    stored = store(encoded(quarters(), fmt))

    image = opened(stored)
    assert (image.format, image.mode, image.size) == ("WEBP", "RGB", (96, 64))
    assert all(map(is_near, corners(image), [RED, GREEN, BLUE, YELLOW]))


def test_a_photo_of_an_iphone_is_taken() -> None:
    stored = store(HEIC.read_bytes())

    image = opened(stored)
    assert (image.format, image.size) == ("WEBP", (320, 240))
    assert is_near(corners(image)[0], (254, 0, 0))
    assert b"Scratchphone" in HEIC.read_bytes()
    assert not any(b"Scratchphone" in content_of(name) for name in stored.names)


# How a camera that was held so must store the upright picture.
TURNED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", TURNED)
def test_a_photo_stands_upright_however_the_phone_was_held(orientation: int, fmt: str) -> None:
    turn = TURNED[orientation]
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    sent = quarters().transpose(turn) if turn is not None else quarters()

    stored = store(encoded(sent, fmt, exif=exif, quality=95))

    assert (stored.width, stored.height) == (96, 64)
    assert all(map(is_near, corners(opened(stored)), [RED, GREEN, BLUE, YELLOW]))


def with_metadata(fmt: str) -> bytes:
    exif = Image.Exif()
    exif[MAKE] = "Scratchphone 9"
    exif[GPS] = {1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)}
    profile = b"ICC profile of Scratchphone" * 8
    # Not our own quality, or else the tables at the head of a WebP file would be the same.
    options: dict[str, Any] = {"exif": exif, "icc_profile": profile, "quality": 95}
    if fmt != "PNG":
        options["xmp"] = b"<x:xmpmeta>Scratchphone was at home</x:xmpmeta>"
    return encoded(noise(), fmt, **options)


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP"])
def test_no_metadata_survives(fmt: str) -> None:
    sent = with_metadata(fmt)

    stored = store(sent)

    assert b"Scratchphone" in sent
    for name in stored.names:
        content = content_of(name)
        assert not any(mark in content for mark in (b"Scratchphone", b"EXIF", b"Exif", b"XMP ", b"ICCP"))
        assert not Image.open(io.BytesIO(content)).getexif()


# How every JPEG without a resolution begins, whoever wrote it.
JPEG_HEAD = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP"])
def test_no_sixteen_bytes_of_the_original_survive(fmt: str) -> None:
    sent = with_metadata(fmt)
    runs = {sent[start : start + 16] for start in range(len(sent) - 15)}

    stored = store(sent)

    for name in stored.names:
        content = content_of(name).removeprefix(JPEG_HEAD)
        assert not any(content[start : start + 16] in runs for start in range(len(content) - 15))


def test_bytes_after_the_end_of_the_image_do_not_survive() -> None:
    stored = store(encoded(noise(), "JPEG") + b"PK\x03\x04 a hidden archive")

    assert not any(b"hidden archive" in content_of(name) for name in stored.names)


@pytest.mark.parametrize("fmt", ["PNG", "WEBP"])
def test_transparency_becomes_white_and_hides_no_pixels(fmt: str) -> None:
    hidden = Image.new("RGBA", (64, 64), (200, 0, 0, 0))

    stored = store(encoded(hidden, fmt, **({"lossless": True, "exact": True} if fmt == "WEBP" else {})))

    assert opened(stored).mode == "RGB"
    assert is_near(opened(stored).getpixel((32, 32)), (255, 255, 255), slack=2)


@pytest.mark.parametrize(
    ("content", "color"),
    [
        (encoded(Image.new("RGB", (64, 64), "red").convert("P"), "PNG"), (255, 0, 0)),
        (encoded(Image.new("RGB", (64, 64), "red"), "PNG", transparency=(255, 0, 0)), (255, 255, 255)),
        (encoded(Image.new("LA", (64, 64), (0, 0)), "PNG"), (255, 255, 255)),
        (encoded(Image.new("CMYK", (64, 64), (0, 255, 255, 0)), "JPEG"), (255, 0, 0)),
        (encoded(Image.new("L", (64, 64), 128), "JPEG"), (128, 128, 128)),
        (encoded(Image.new("1", (64, 64), 1), "PNG"), (255, 255, 255)),
        (encoded(Image.new("I;16", (64, 64), 0x8080), "PNG"), (128, 128, 128)),
    ],
    ids=["palette", "transparent colour", "grey with alpha", "CMYK", "grey", "black and white", "16 bits"],
)
def test_every_way_to_store_colours_is_taken(content: bytes, color: tuple[int, ...]) -> None:
    stored = store(content)

    assert is_near(opened(stored).getpixel((32, 32)), color, slack=4)


@pytest.mark.parametrize("fmt", ["WEBP", "PNG", "MPO", "GIF", "AVIF"])
def test_the_first_frame_of_a_moving_picture_is_stored(fmt: str) -> None:
    frames = [Image.new("RGB", (64, 64), "red"), Image.new("RGB", (64, 64), "blue")]

    stored = store(encoded(frames[0], fmt, save_all=True, append_images=frames[1:]))

    image = opened(stored)
    assert getattr(image, "n_frames", 1) == 1
    assert is_near(image.getpixel((32, 32)), (255, 0, 0))


@pytest.mark.parametrize("size", [(1, 1), (1, 10), (9000, 900), (900, 9000), (16_000, 1600)])
def test_photos_of_any_shape_are_taken(size: tuple[int, int]) -> None:
    stored = store(encoded(Image.new("RGB", size, "teal"), "PNG"))

    assert opened(stored).size == (stored.width, stored.height)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_photo_with_broken_exif_is_still_taken() -> None:
    sent = encoded(quarters(), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xfe" * 40)

    stored = store(sent)

    assert (stored.width, stored.height) == (96, 64)


def test_a_photo_with_exif_that_cannot_be_applied_is_still_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def choke(_: Image.Image) -> None:
        raise struct.error("unpack requires a buffer of 2 bytes")

    monkeypatch.setattr("PIL.ImageOps.exif_transpose", choke)

    assert all(map(is_near, corners(read_image(encoded(quarters(), "PNG"))), [RED, GREEN, BLUE, YELLOW]))


def test_a_webp_of_48_megapixels_is_decoded_at_the_width_that_pages_use() -> None:
    """On its side, and as red as Display P3 can say it."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    sent = Image.new("RGB", (8064, 6048), (200, 60, 60))
    sent.paste("white", (0, 0, 4032, 6048))

    stored = store(encoded(sent, "WEBP", exif=exif, icc_profile=DISPLAY_P3, quality=90, method=0))

    assert (stored.width, stored.height) == (1920, 2560)
    wanted = [(255, 255, 255)] * 2 + [(217, 42, 52)] * 2
    assert all(is_near(*both, slack=4) for both in zip(corners(opened(stored)), wanted, strict=True))


@pytest.mark.parametrize("lossless", [True, False])
@pytest.mark.parametrize("widest", [32, 60])
def test_a_wide_webp_keeps_its_colours_and_hides_nothing(lossless: bool, widest: int) -> None:
    sent = quarters().convert("RGBA")
    sent.paste((0, 0, 0, 0), (0, 0, 48, 32))

    image = read_image(encoded(sent, "WEBP", lossless=lossless, quality=95), widest=widest)

    assert image.size == (min(96, 2 * widest), min(64, round(4 * widest / 3)))
    assert all(map(is_near, corners(image), [(255, 255, 255), GREEN, BLUE, YELLOW]))


def test_a_heic_of_48_megapixels_in_tiles_is_taken_as_phones_write_it() -> None:
    stored = store(heic(grid(25, 25, list(range(2, 627))), *[Part()] * 625))

    assert (stored.width, stored.height) == (1920, 1440)
    assert is_near(opened(stored).getpixel((3, 3)), (254, 0, 0))
