"""What is no photo is refused: other formats, damaged files, too many pixels or bytes, too many at once."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.images import decoding
from articles.images.accepted import CHOOSE_ANOTHER
from articles.images.bounds import Fault, Refused
from articles.images.decoding import (
    TooBusy,
    UnusableImage,
)
from articles.images.pixels import read_image
from tests.articles.images.photos import HEIC, JPEG, PNG, encoded, files_below, opened, quarters, store
from tests.factories import png_that_claims

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><circle r="9"/></svg>'

REFUSED = {
    "BMP": encoded(quarters(), "BMP"),
    "TIFF": encoded(quarters(), "TIFF"),
    "PDF": encoded(quarters(), "PDF"),
    "EPS": encoded(quarters(), "EPS"),
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
        png_that_claims(8501, 6000),
        png_that_claims(16_400, 2000),
        png_that_claims(2000, 16_400),
        png_that_claims(2**31 - 1, 2**31 - 1),
    ],
    ids=["a bomb", "just too many", "too wide", "too tall", "the most a header can say"],
)
def test_too_many_pixels_are_refused_by_the_header_alone(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decode(*_: Any) -> None:
        pytest.fail("A pixel was decoded.")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decode)

    with pytest.raises(Refused) as refused:
        read_image(content)

    assert refused.value.fault == Fault.TOO_MANY_PIXELS


def test_a_file_of_over_10_megabytes_is_refused_unread(media: Path) -> None:
    with pytest.raises(UnusableImage, match="That photo is over 10 MB"):
        store(JPEG + b"\0" * (10 * 1024 * 1024))

    assert files_below(media) == []


def test_a_photo_of_10_megabytes_exactly_is_taken() -> None:
    stored = store(JPEG.ljust(10 * 1024 * 1024, b"\0"))

    assert (stored.width, stored.height) == (320, 240)


# Pillow warns of odd metadata and goes on, as it does in production.
@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


def test_the_limit_is_the_one_in_the_forms_messages() -> None:
    assert django_settings.UPLOAD_MAX_BYTES == 10 * 1024 * 1024
