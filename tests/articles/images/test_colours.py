"""Colours are shown as the profile of a photo means them, and no profile is stored."""

import random
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from articles.images.pixels import read_image
from tests.articles.images.heics import Part, grid, heic
from tests.articles.images.photos import content_of, encoded, opened, store
from tests.articles.images.profiles import DISPLAY_P3, GREY_INK, LINEAR_GREY

SENT, SHOWN = (200, 60, 60), (217, 42, 52)
SIZE = (64, 64)


def shown(content: bytes) -> Any:
    return read_image(content).getpixel((32, 32))


def is_near(color: Any, wanted: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 3 for a, b in zip(color, wanted, strict=True))


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_of_an_iphone_has_the_red_that_it_had_there(fmt: str) -> None:
    stored = store(encoded(Image.new("RGB", SIZE, SENT), fmt, icc_profile=DISPLAY_P3, quality=100))

    assert is_near(opened(stored).getpixel((32, 32)), SHOWN)
    for name in stored.names:
        assert not any(mark in content_of(name) for mark in (b"ICCP", b"ICC_PROFILE", b"acsp"))


@pytest.mark.parametrize(
    ("image", "fmt", "profile", "color"),
    [
        (Image.new("L", SIZE, 128), "JPEG", LINEAR_GREY, (188, 188, 188)),
        (Image.new("L", SIZE, 128), "PNG", LINEAR_GREY, (188, 188, 188)),
        (Image.new("I;16", SIZE, 0x8080), "PNG", LINEAR_GREY, (188, 188, 188)),
        (Image.new("LA", SIZE, (128, 255)), "PNG", LINEAR_GREY, (188, 188, 188)),
        (Image.new("CMYK", SIZE, (255, 0, 0, 0)), "JPEG", GREY_INK, (119, 119, 119)),
        (Image.new("RGB", SIZE, SENT).quantize(4), "PNG", DISPLAY_P3, SHOWN),
        (Image.new("RGBA", SIZE, (*SENT, 255)), "PNG", DISPLAY_P3, SHOWN),
        (Image.new("RGBA", SIZE, (*SENT, 0)), "PNG", DISPLAY_P3, (255, 255, 255)),
    ],
    ids=["grey", "grey PNG", "16 bits", "grey with alpha", "CMYK", "palette", "alpha", "transparent"],
)
def test_a_profile_counts_however_colours_are_stored(
    image: Image.Image, fmt: str, profile: bytes, color: tuple[int, ...]
) -> None:
    assert is_near(shown(encoded(image, fmt, icc_profile=profile)), color)


def mangled(seed: int) -> bytes:
    chance = random.Random(seed)  # noqa: S311  # noise, no secret
    profile = bytearray(DISPLAY_P3)
    for _ in range(40):
        profile[chance.randrange(len(profile))] = chance.randrange(256)
    return bytes(profile)


BROKEN = {
    "noise": bytes(range(256)) * 20,
    "empty": b"",
    "cut": DISPLAY_P3[:200],
    "huge": DISPLAY_P3 + b"\0" * 5_000_000,
    "for grey": LINEAR_GREY,
    "for a press": GREY_INK,
    "claims many tags": DISPLAY_P3[:128] + b"\xff\xff\xff\xff" + DISPLAY_P3[132:],
}


@pytest.mark.parametrize("profile", BROKEN.values(), ids=BROKEN.keys())
def test_a_profile_that_is_broken_or_for_another_image_is_ignored(profile: bytes) -> None:
    sent = encoded(Image.new("RGB", SIZE, SENT), "JPEG", icc_profile=profile)

    assert is_near(shown(sent), SENT)


@pytest.mark.parametrize("seed", range(20))
def test_a_mangled_profile_is_never_an_error(seed: int) -> None:
    assert len(shown(encoded(Image.new("RGB", SIZE, SENT), "JPEG", icc_profile=mangled(seed)))) == 3


def test_a_profile_that_does_not_unpack_is_ignored_too() -> None:
    """A PNG packs its profile, and a few bytes may hold gigabytes."""
    sent = encoded(Image.new("RGB", SIZE, SENT), "PNG", icc_profile=b"\0" * 5_000_000)

    assert is_near(shown(sent), SENT)


# Numbers instead of a profile


def png_of(color: tuple[int, ...], primaries: int, transfer: int, **options: Any) -> bytes:
    content = encoded(Image.new("RGB", SIZE, color), "PNG", **options)
    chunk = b"cICP" + bytes([primaries, transfer, 0, 1])
    return content[:33] + struct.pack(">I", 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + content[33:]


def avif_of(color: tuple[int, ...], primaries: int, transfer: int) -> bytes:
    content = encoded(Image.new("RGB", SIZE, color), "AVIF", quality=100, subsampling="4:4:4")
    start = content.index(b"nclx") + 4
    return content[:start] + struct.pack(">HH", primaries, transfer) + content[start + 4 :]


@pytest.mark.parametrize("make", [png_of, avif_of])
@pytest.mark.parametrize(
    ("color", "primaries", "transfer", "wanted"),
    [
        (SENT, 12, 13, SHOWN),
        (SENT, 12, 1, SHOWN),
        (SENT, 1, 13, SENT),
        (SENT, 2, 2, SENT),
        (SENT, 99, 99, SENT),
        # BT.2020's red is stronger still: sRGB has no more than this.
        ((200, 60, 60), 9, 13, (247, 0, 53)),
        ((128, 128, 128), 1, 8, (188, 188, 188)),
        ((128, 128, 128), 1, 4, (128, 128, 128)),
    ],
)
def test_numbers_for_colours_count_like_a_profile(
    make: Any, color: tuple[int, ...], primaries: int, transfer: int, wanted: tuple[int, ...]
) -> None:
    assert is_near(shown(make(color, primaries, transfer)), wanted)


@pytest.mark.parametrize(("transfer", "a_quarter", "white"), [(16, 113, 148), (18, 128, 191)])
def test_a_photo_of_more_light_than_a_page_has_is_as_bright_as_others(
    transfer: int, a_quarter: int, white: int
) -> None:
    """sRGB has a quarter of its white's light at 137."""
    levels = [shown(png_of((level,) * 3, 9, transfer))[0] for level in (0, a_quarter, white, 255)]

    assert levels == [0, pytest.approx(138, abs=3), pytest.approx(246, abs=1), pytest.approx(255, abs=1)]


def test_the_numbers_of_a_heic_count_also_where_only_its_tiles_have_them() -> None:
    numbers = b"nclx\0\x0c\0\x0d\0\x06\x80"
    [plain, converted] = [shown(heic(grid(1, 1, [2]), Part(), colr=colr)) for colr in (b"", numbers)]

    assert plain == (254, 0, 0)
    assert converted == (255, 0, 0)


def test_a_png_follows_its_numbers_rather_than_its_profile() -> None:
    assert is_near(shown(png_of(SENT, 1, 13, icc_profile=DISPLAY_P3)), SENT)


def test_an_avif_follows_its_profile_rather_than_its_numbers() -> None:
    sent = encoded(Image.new("RGB", SIZE, (128, 128, 128)), "AVIF", quality=100, icc_profile=DISPLAY_P3)

    assert is_near(shown(sent.replace(b"nclx\0\x01\0\x0d", b"nclx\0\x09\0\x10")), (128, 128, 128))
