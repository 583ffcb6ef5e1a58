"""Masters: an editors' picture leaves the site without loss and comes back as the same files."""

import io
import random
import shutil
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from articles.images import decoding
from articles.images.bounds import MAX_SIDE
from articles.images.decoding import (
    measure_image,
    read_master,
)
from articles.images.stored import PHOTOS, PICTURES
from tests.articles.images.photos import content_of, encoded, files_below, noise, opened, quarters, store

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


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
    sent = Image.frombytes("RGB", (600, 400), random.Random(1).randbytes(600 * 400 * 3))  # noqa: S311  # noise, no secret

    master = read_master(store(encoded(sent, "PNG")))

    assert len(master) < 3 * 600 * 400 + 1_000_000
    assert 3 * PICTURES.widths[-1] * MAX_SIDE + 1_000_000 == decoding.MAX_MASTER_BYTES


def test_a_ribbon_that_a_site_took_before_can_still_be_imported() -> None:
    ribbon = io.BytesIO(encoded(quarters((3, 2000)), "PNG"))

    assert measure_image(ribbon, PICTURES, any_shape=True).height == 2000


def test_measuring_a_picture_returns_what_storing_would_and_stores_nothing(media: Path) -> None:
    content = encoded(noise((700, 300)), "PNG")

    measured = measure_image(io.BytesIO(content), PICTURES)

    assert files_below(media) == []
    assert measured == store(content)
