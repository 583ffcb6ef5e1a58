"""The files of a stored image: their widths, their names, and each written once and completely."""

import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles.images.stored import PHOTOS, PICTURES, Collection
from tests.articles.images.photos import JPEG, content_of, files_below, store
from tests.factories import image_bytes


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
