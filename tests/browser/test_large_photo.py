"""A photo larger than the site takes is made smaller in the browser."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from comments.models import Comment
from tests.browser.conftest import Complaints, NewPage
from tests.browser.test_comment_form import THANKS, fill, send
from tests.factories import LiveArticleFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ORIENTATION, TURNED_RIGHT = 0x0112, 6


def test_a_photo_of_48_megapixels_is_made_smaller_and_stays_upright(
    server: str, new_page: NewPage, tmp_path: Path, media: Path, complaints: Complaints
) -> None:
    image = Image.new("RGB", (8064, 6048), "red")
    image.paste("blue", (4032, 0, 8064, 6048))
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED_RIGHT
    large = tmp_path / "IMG_48.JPG"
    image.save(large, "JPEG", exif=exif)
    # As a camera's file of so many pixels would be; a plain one is small.
    large.write_bytes(large.read_bytes().ljust(12 * 1024 * 1024, b"\0"))
    page = new_page()
    page.goto(f"{server}{LiveArticleFactory().get_absolute_url()}")
    fill(page)

    page.get_by_label("Add a photo").set_input_files(large)

    expect(
        page.get_by_text(re.compile(r"This photo goes with your comment: IMG_48\.jpg, \d+ kB"))
    ).to_be_visible()
    send(page)
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
    photo = Comment.objects.get().photo
    assert (photo.width, photo.height) == (1280, 1707)
    with Image.open(media / photo.image.name(1280)) as stored:
        red, _, blue = stored.convert("RGB").getpixel((640, 400))  # type: ignore[misc]  # RGB
    assert red > 200 > 50 > blue
