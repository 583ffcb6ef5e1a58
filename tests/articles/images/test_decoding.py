"""The one door for images: what is stored is never what was sent."""

import hashlib
import io
import os
import random
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from articles.images import decoding
from articles.images.accepted import CHOOSE_ANOTHER, MAX_PIXELS, TOO_MANY_PIXELS
from articles.images.decoding import (
    TooBusy,
    UnusableImage,
    measure_image,
    read_master,
    store_image,
)
from articles.images.stored import PHOTOS, PICTURES, Collection, StoredImage
from tests.factories import image_bytes, png_that_claims

HEIC = Path(__file__).parents[1] / "data" / "phone.heic"
RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 160, 30), (30, 30, 200), (220, 200, 30)
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def quarters(size: tuple[int, int] = (96, 64)) -> Image.Image:
    """Red and green above blue and yellow: any turn or mirroring shows."""
    image = Image.new("RGB", size, RED)
    draw = ImageDraw.Draw(image)
    across, down = size[0] // 2, size[1] // 2
    draw.rectangle((across, 0, size[0], down - 1), fill=GREEN)
    draw.rectangle((0, down, across - 1, size[1]), fill=BLUE)
    draw.rectangle((across, down, size[0], size[1]), fill=YELLOW)
    return image


def noise(size: tuple[int, int] = (320, 240)) -> Image.Image:
    return Image.merge("RGB", [Image.effect_noise(size, 80) for _ in "RGB"])


def encoded(image: Image.Image, fmt: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, fmt, **options)
    return buffer.getvalue()


def store(content: bytes, collection: Collection = PICTURES) -> StoredImage:
    return store_image(io.BytesIO(content), collection)


def content_of(name: str) -> bytes:
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


def opened(stored: StoredImage) -> Image.Image:
    """The largest file that pages use."""
    return Image.open(io.BytesIO(content_of(stored.name(stored.width))))


def files_below(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def is_near(color: Any, wanted: tuple[int, ...], slack: int = 30) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(color, wanted, strict=True))


def corners(image: Image.Image) -> list[Any]:
    """The colours left and right above, left and right below."""
    wide, high = image.size
    places = [(wide // 4, high // 4), (3 * wide // 4, high // 4)]
    places += [(across, 3 * high // 4) for across, _ in places]
    return [image.getpixel(place) for place in places]


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP"])
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


@pytest.mark.parametrize("fmt", ["WEBP", "PNG", "MPO"])
def test_of_moving_pictures_the_first_is_stored(fmt: str) -> None:
    frames = [Image.new("RGB", (64, 64), "red"), Image.new("RGB", (64, 64), "blue")]

    stored = store(encoded(frames[0], fmt, save_all=True, append_images=frames[1:]))

    image = opened(stored)
    assert getattr(image, "n_frames", 1) == 1
    assert is_near(image.getpixel((32, 32)), (255, 0, 0))


@pytest.mark.parametrize(
    ("collection", "width", "widths"),
    [
        (PICTURES, 2400, [320, 640, 960, 1280, 1920]),
        (PICTURES, 1920, [320, 640, 960, 1280, 1920]),
        (PICTURES, 700, [320, 640, 700]),
        (PICTURES, 320, [320]),
        (PICTURES, 200, [200]),
        (PHOTOS, 2400, [320, 640, 1280]),
    ],
)
def test_every_width_that_pages_use_is_written_and_none_is_enlarged(
    collection: Collection, width: int, widths: list[int]
) -> None:
    stored = store(image_bytes((width, width // 2)), collection)

    sizes = [Image.open(io.BytesIO(content_of(stored.name(wide)))).size for wide in stored.widths]
    assert sizes == [(wide, wide // 2) for wide in widths]
    assert (stored.width, stored.height) == (widths[-1], widths[-1] // 2)


def test_a_page_is_told_of_every_width_and_gets_the_smallest_that_is_large_enough() -> None:
    stored = store(image_bytes((700, 350)))

    assert stored.srcset == ", ".join(f"/media/{stored.name(width)} {width}w" for width in (320, 640, 700))
    assert stored.url(at_least=330) == f"/media/{stored.name(640)}"
    assert stored.url(at_least=960) == f"/media/{stored.name(700)}"


def test_files_are_named_by_the_digest_of_what_was_written(media: Path) -> None:
    stored = store(image_bytes((400, 300)))

    digest = hashlib.sha256(content_of(stored.name(400))).hexdigest()
    ends = ("320.webp", "400.webp", "card.jpg", "master.webp")
    assert stored.names == [f"pictures/{digest[:2]}/{digest}-{end}" for end in ends]
    assert sorted(files_below(media)) == sorted(f"{digest}-{end}" for end in ends)


def test_a_master_is_kept_of_an_editors_picture_and_of_no_readers_photo(media: Path) -> None:
    picture = store(encoded(noise(), "PNG"))
    photo = store(encoded(noise(), "PNG"), PHOTOS)

    assert picture.master_name in picture.names
    assert [name for name in files_below(media) if "master" in name] == [Path(picture.master_name).name]
    assert not any("master" in name for name in photo.names)


@pytest.mark.parametrize("size", [(320, 240), (701, 467), (1931, 401)])
def test_a_master_comes_back_as_the_very_same_files(size: tuple[int, int], media: Path) -> None:
    first = store(encoded(noise(size), "PNG"))
    files = {name: content_of(name) for name in first.names}
    shutil.rmtree(media)

    second = store(files[first.master_name])

    assert second == first
    assert {name: content_of(name) for name in second.names} == files


def test_a_master_has_the_pixels_that_were_sent() -> None:
    sent = noise()

    master = Image.open(io.BytesIO(read_master(store(encoded(sent, "PNG")))))

    assert (master.format, master.mode) == ("WEBP", "RGB")
    assert master.tobytes() == sent.tobytes()


def test_nothing_of_the_file_that_was_sent_is_in_its_master() -> None:
    exif = Image.Exif()
    exif[MAKE] = "Scratchphone"
    exif[GPS] = {1: "N", 2: (51.0, 30.0, 0.0)}
    sent = encoded(quarters((320, 240)), "WEBP", lossless=True, exif=exif, xmp=b"<x>Scratchphone</x>")

    master = read_master(store(sent + b"hidden archive"))

    assert b"Scratchphone" in sent
    assert not any(
        words in master for words in (b"Scratchphone", b"hidden archive", b"EXIF", b"XMP ", b"ICCP")
    )


@pytest.mark.django_db
def test_a_master_is_not_served(client: Client) -> None:
    stored = store(encoded(quarters(), "PNG"))

    assert default_storage.exists(stored.master_name)
    assert client.get(f"/media/{stored.master_name}").status_code == 404


def test_a_picture_from_before_there_were_masters_leaves_as_its_largest_file_shows_it(media: Path) -> None:
    stored = store(encoded(noise(), "PNG"))
    (media / stored.master_name).unlink()
    shown = opened(stored).convert("RGB")

    master = read_master(stored)

    assert Image.open(io.BytesIO(master)).convert("RGB").tobytes() == shown.tobytes()
    assert read_master(store(master)) == master


def test_a_picture_that_is_uploaded_again_gets_the_master_it_lacked(media: Path) -> None:
    content = encoded(noise(), "PNG")
    stored = store(content)
    (media / stored.master_name).unlink()

    store(content)

    assert (media / stored.master_name).is_file()


def test_the_master_of_the_noisiest_picture_fits_what_an_import_takes() -> None:
    sent = Image.frombytes("RGB", (600, 400), random.Random(1).randbytes(600 * 400 * 3))  # noqa: S311

    master = read_master(store(encoded(sent, "PNG")))

    assert len(master) < 3 * 600 * 400 + 1_000_000
    assert decoding.MAX_MASTER_BYTES == 3 * MAX_PIXELS + 1_000_000


def test_measuring_a_picture_says_what_storing_it_would_and_stores_nothing(media: Path) -> None:
    content = encoded(noise((700, 300)), "PNG")

    measured = measure_image(io.BytesIO(content), PICTURES)

    assert files_below(media) == []
    assert measured == store(content)


def test_the_same_picture_is_stored_once(media: Path) -> None:
    first = store(image_bytes())
    names = files_below(media)

    second = store(image_bytes())

    assert first == second
    assert files_below(media) == names


def test_a_file_that_another_upload_wrote_in_the_meantime_is_not_doubled(media: Path) -> None:
    for _ in range(2):
        default_storage.save("pictures/aa/picture.webp", ContentFile(b"the same bytes"))

    assert files_below(media) == ["picture.webp"]


@pytest.mark.parametrize("size", [(1, 1), (1, 9000), (9000, 1), (16_000, 100), (100, 16_000)])
def test_photos_of_any_shape_are_taken(size: tuple[int, int]) -> None:
    stored = store(encoded(Image.new("RGB", size, "teal"), "PNG"))

    assert opened(stored).size == (stored.width, stored.height)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_broken_exif_does_not_cost_the_photo() -> None:
    sent = encoded(quarters(), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xfe" * 40)

    stored = store(sent)

    assert (stored.width, stored.height) == (96, 64)


def test_exif_that_cannot_be_turned_does_not_cost_the_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    def choke(_: Image.Image) -> None:
        raise struct.error("unpack requires a buffer of 2 bytes")

    monkeypatch.setattr("PIL.ImageOps.exif_transpose", choke)

    assert all(map(is_near, corners(opened(store(encoded(quarters(), "PNG")))), [RED, GREEN, BLUE, YELLOW]))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><circle r="9"/></svg>'
JPEG = image_bytes((320, 240), "JPEG", quality=95)
PNG = encoded(quarters((320, 240)), "PNG")

REFUSED = {
    "GIF": encoded(quarters(), "GIF"),
    "BMP": encoded(quarters(), "BMP"),
    "TIFF": encoded(quarters(), "TIFF"),
    "PDF": encoded(quarters(), "PDF"),
    "EPS": encoded(quarters(), "EPS"),
    "AVIF": encoded(quarters(), "AVIF"),
    "ICO": encoded(quarters(), "ICO"),
    "SVG": SVG,
    "HTML": b"<html><script>alert(1)</script></html>",
    "HTML that begins like a JPEG": b"\xff\xd8\xff\xe0<script>alert(1)</script>",
    "HTML that begins like a GIF": b"GIF89a/*<script>alert(1)</script>*/",
    "empty": b"",
    "noise": bytes(range(256)) * 40,
    "text": b"Not a photo.",
    "JPEG cut in half": JPEG[: len(JPEG) // 2],
    "JPEG of a header only": JPEG[:200],
    "PNG cut in half": PNG[: len(PNG) // 2],
    "PNG without pixels": png_that_claims(64, 64),
    "HEIC cut in half": HEIC.read_bytes()[: HEIC.stat().st_size // 2],
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_photo_is_refused_by_its_content_and_not_stored(content: bytes, media: Path) -> None:
    with pytest.raises(UnusableImage) as refused:
        store(content)

    assert str(refused.value) == CHOOSE_ANOTHER
    assert files_below(media) == []


@pytest.mark.parametrize(
    "content",
    [
        png_that_claims(50_000, 50_000),
        png_that_claims(5001, 5000),
        png_that_claims(30_000, 1),
        png_that_claims(1, 17_000),
        png_that_claims(2**31 - 1, 2**31 - 1),
    ],
    ids=["a bomb", "just too many", "too wide", "too tall", "the most a header can say"],
)
def test_too_many_pixels_are_refused_by_the_header_alone(
    content: bytes, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decode(*_: Any) -> None:
        pytest.fail("A pixel was decoded.")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decode)

    with pytest.raises(UnusableImage) as refused:
        store(content)

    assert str(refused.value) == TOO_MANY_PIXELS
    assert files_below(media) == []


def test_a_file_of_over_10_megabytes_is_refused_unread(media: Path) -> None:
    with pytest.raises(UnusableImage, match="That photo is over 10 MB"):
        store(JPEG + b"\0" * (10 * 1024 * 1024))

    assert files_below(media) == []


def test_a_photo_of_10_megabytes_exactly_is_taken() -> None:
    stored = store(JPEG.ljust(10 * 1024 * 1024, b"\0"))

    assert (stored.width, stored.height) == (320, 240)


# Pillow warns of odd metadata and goes on, as it does in production.
@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([JPEG, PNG, HEIC.read_bytes(), encoded(quarters(), "WEBP")]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=20),
    st.integers(0, 40),
)
def test_a_damaged_photo_is_stored_or_refused_and_never_a_fault(
    original: bytes, changes: list[tuple[float, int]], cut: int
) -> None:
    damaged = bytearray(original[: len(original) - cut])
    for place, value in changes:
        damaged[int(place * (len(damaged) - 1))] = value

    try:
        stored = store(bytes(damaged))
    except UnusableImage:
        return

    assert opened(stored).size == (stored.width, stored.height)


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_crash_before_the_rename_leaves_no_file(
    step: str, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: Any) -> None:
        raise OSError("The power went.")

    monkeypatch.setattr(os, step, crash)

    with pytest.raises(OSError, match="The power went"):
        store(JPEG)

    assert files_below(media) == []


def test_stored_files_can_be_read_by_the_web_server(media: Path) -> None:
    stored = store(JPEG)

    assert (media / stored.names[0]).stat().st_mode & 0o777 == 0o644


@pytest.fixture
def no_patience(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """And slots that no other test takes."""
    monkeypatch.setattr(decoding, "WAIT_SECONDS", 0.0)
    settings.VAR_DIR = tmp_path


@pytest.mark.usefixtures("no_patience")
def test_when_every_slot_is_taken_the_sender_is_asked_to_wait() -> None:
    with decoding._decoding_slot(), decoding._decoding_slot(), pytest.raises(TooBusy) as refused:
        store(JPEG)

    assert str(refused.value) == "Many photos are arriving just now. Try again in a minute."


@pytest.mark.usefixtures("no_patience")
def test_a_slot_is_free_again_after_a_photo_that_fails() -> None:
    for _ in range(decoding.DECODES_AT_A_TIME + 1):
        with pytest.raises(UnusableImage, match="Choose a JPEG"):
            store(b"broken")

    assert store(JPEG).width == 320


def test_the_limit_is_the_one_that_the_forms_tell() -> None:
    assert django_settings.UPLOAD_MAX_BYTES == 10 * 1024 * 1024
