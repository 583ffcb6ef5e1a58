"""Colours are shown as the profile of a photo means them, and no profile is stored."""

import random
from typing import Any

import pytest
from PIL import Image

from articles.images.pixels import read_image
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
