"""A photo in one of six formats is stored upright and without metadata; any other file is refused."""

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from articles.images.accepted import CHOOSE_ANOTHER, INTERRUPTED, RIBBON, TOO_MANY_PIXELS, TOO_MUCH_WORK
from articles.images.decoding import BUSY, TooBusy
from articles.models import Article
from comments.models import Comment, Photo
from tests.factories import (
    LoneArticleFactory,
    image_bytes,
    jpeg_of_scans,
    photo_upload,
    png_that_claims,
)

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as TestResponse

pytestmark = pytest.mark.django_db

WORDS = {"name": "Rowan", "text": "Mine kicks with both legs.", "pet": "two beagles", "rating": "4"}
ORIENTATION, DESCRIPTION, GPS = 0x0112, 0x010E, 0x8825
ROTATED = 6
HOME = "51.5074N 0.1278W, 12 Home Street"
TOO_LARGE = "That photo is over 10 MB. Choose a smaller one."
EMPTY = "That file is empty. Choose another photo."
HEIC = Path(__file__).parents[2] / "articles" / "data" / "phone.heic"


def send(
    reader: Client, article: Article, photo: SimpleUploadedFile, *, photo_first: bool = False
) -> "TestResponse":
    form = {"photo": photo} | WORDS if photo_first else WORDS | {"photo": photo}
    return reader.post(f"/articles/{article.slug}/comments/", form)


def stored_files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def sideways_photo(fmt: str) -> bytes:
    """A photo with a place in its EXIF; turned as the EXIF says, red is above blue."""
    image = Image.new("RGB", (1000, 600), "red")
    image.paste((0, 0, 255), (500, 0, 1000, 600))
    exif = Image.Exif()
    exif[ORIENTATION], exif[DESCRIPTION] = ROTATED, HOME
    exif[GPS] = {1: "N", 2: (51.0, 30.0, 26.64), 3: "W", 4: (0.0, 7.0, 40.08)}
    buffer = io.BytesIO()
    image.save(buffer, fmt, exif=exif.tobytes())
    return buffer.getvalue()


def assert_refused(answer: "TestResponse", message: str, media: Path, status: int = 422) -> None:
    page = answer.content.decode()
    assert answer.status_code == status
    assert f'<a href="#id_photo">{message}</a>' in page
    assert "please choose it again" in page
    for name, value in WORDS.items():
        assert re.search(rf'name="{name}"[^>]*(value="{value}"|>\n{value}<)', page), name
    assert 'name="rating" value="4" checked' in page
    assert (Comment.objects.count(), Photo.objects.count(), stored_files(media)) == (0, 0, [])


# --- photos that are stored


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_is_stored_upright_and_without_where_it_was_taken(
    fmt: str, reader: Client, media: Path
) -> None:
    content = sideways_photo(fmt)
    assert HOME.encode() in content

    answer = send(reader, LoneArticleFactory(), photo_upload(content))

    assert answer.status_code == 303
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (600, 1000)
    for name in photo.image.names:
        stored = (media / name).read_bytes()
        with Image.open(io.BytesIO(stored)) as image:
            assert (image.format, dict(image.getexif())) == ("WEBP", {})
            red, _, blue = image.convert("RGB").getpixel((image.width // 2, image.height // 4))  # type: ignore[misc]  # RGB
            assert red > 200 > 50 > blue
        assert not any(secret in stored for secret in (HOME.encode(), b"EXIF", b"Exif", b"GPS", b"XMP "))


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "CMYK", "1"])
def test_a_photo_of_any_colours_is_taken(mode: str, reader: Client) -> None:
    buffer = io.BytesIO()
    Image.new(mode, (400, 300)).save(buffer, "JPEG" if mode == "CMYK" else "PNG")

    answer = send(reader, LoneArticleFactory(), photo_upload(buffer.getvalue()))

    assert answer.status_code == 303
    assert Photo.objects.get().width == 400


def test_what_a_photo_is_called_or_said_to_be_does_not_matter(reader: Client) -> None:
    photo = photo_upload(image_bytes(fmt="PNG"), name="../../evil.svg", content_type="image/svg+xml")

    answer = send(reader, LoneArticleFactory(), photo)

    assert answer.status_code == 303
    assert re.fullmatch("[0-9a-f]{64}", Photo.objects.get().digest)


def test_a_photo_of_exactly_ten_megabytes_is_taken(reader: Client) -> None:
    content = image_bytes()
    padded = content + b"\0" * (site.UPLOAD_MAX_BYTES - len(content))

    answer = send(reader, LoneArticleFactory(), photo_upload(padded))

    assert answer.status_code == 303
    assert Photo.objects.count() == 1


def test_a_photo_from_an_iphone_is_taken(reader: Client, media: Path) -> None:
    answer = send(reader, LoneArticleFactory(), photo_upload(HEIC.read_bytes(), "IMG_1.HEIC", "image/heic"))

    assert answer.status_code == 303
    for name in Photo.objects.get().image.names:
        with Image.open(media / name) as image:
            assert (image.format, dict(image.getexif())) == ("WEBP", {})


# --- files that are refused


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"\xff\xd8\xff\xe0" + b"noise" * 100, CHOOSE_ANOTHER, id="broken"),
        pytest.param(image_bytes()[:-4000], CHOOSE_ANOTHER, id="truncated JPEG"),
        pytest.param(image_bytes(fmt="PNG")[:-200], CHOOSE_ANOTHER, id="truncated PNG"),
        pytest.param(image_bytes(fmt="WEBP")[:-100], CHOOSE_ANOTHER, id="truncated WebP"),
        pytest.param(image_bytes()[:20], CHOOSE_ANOTHER, id="a beginning"),
        pytest.param(png_that_claims(8500, 6100), TOO_MANY_PIXELS, id="too many pixels"),
        pytest.param(png_that_claims(60_000, 60_000), TOO_MANY_PIXELS, id="bomb"),
        pytest.param(image_bytes((1, 16_000), "PNG"), RIBBON, id="ribbon that stands"),
        pytest.param(image_bytes((16_000, 1), "PNG"), RIBBON, id="ribbon that lies"),
        pytest.param(jpeg_of_scans(101), TOO_MUCH_WORK, id="JPEG of many scans"),
        pytest.param(image_bytes(fmt="TIFF"), CHOOSE_ANOTHER, id="TIFF"),
        pytest.param(image_bytes(fmt="BMP"), CHOOSE_ANOTHER, id="BMP"),
        pytest.param(image_bytes(fmt="PDF"), CHOOSE_ANOTHER, id="PDF"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", CHOOSE_ANOTHER, id="SVG"),
        pytest.param(b"<html><script>alert(1)</script></html>", CHOOSE_ANOTHER, id="HTML"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", CHOOSE_ANOTHER, id="EPS"),
        pytest.param(b"\0", CHOOSE_ANOTHER, id="one byte"),
        pytest.param(b"", EMPTY, id="empty"),
    ],
)
def test_what_is_no_photo_is_refused_and_the_words_are_kept(
    content: bytes, message: str, reader: Client, media: Path
) -> None:
    answer = send(reader, LoneArticleFactory(), photo_upload(content))

    assert_refused(answer, message, media)


@pytest.mark.parametrize("photo_first", [True, False])
def test_a_photo_over_ten_megabytes_is_refused_and_the_words_are_kept(
    photo_first: bool, reader: Client, media: Path
) -> None:
    content = image_bytes()
    too_large = photo_upload(content + b"\0" * (site.UPLOAD_MAX_BYTES + 1 - len(content)))

    answer = send(reader, LoneArticleFactory(), too_large, photo_first=photo_first)

    assert_refused(answer, TOO_LARGE, media)


def test_a_photo_of_which_only_a_part_arrives_is_refused_and_the_words_are_kept(
    reader: Client, media: Path
) -> None:
    article = LoneArticleFactory()
    body = encode_multipart(BOUNDARY, WORDS | {"photo": photo_upload()})

    answer = reader.generic(
        "POST", f"/articles/{article.slug}/comments/", body[:-3000], content_type=MULTIPART_CONTENT
    )

    assert_refused(answer, INTERRUPTED, media)


def test_a_photo_that_arrives_while_many_are_decoded_can_be_sent_again(
    reader: Client, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = LoneArticleFactory()

    def busy(*_: Any) -> None:
        raise TooBusy(BUSY)

    with monkeypatch.context() as patched:
        patched.setattr("comments.writing.photo_turns.store_image", busy)
        refused = send(reader, article, photo_upload())

    assert_refused(refused, BUSY, media, status=503)
    assert send(reader, article, photo_upload()).status_code == 303


def test_without_the_refused_photo_the_words_are_taken(reader: Client) -> None:
    article = LoneArticleFactory()
    send(reader, article, photo_upload(b"broken"))

    answer = reader.post(f"/articles/{article.slug}/comments/", WORDS)

    assert answer.status_code == 303
    assert not Photo.objects.exists()
