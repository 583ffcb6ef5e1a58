"""The pictures that other sites show beside a link to a page."""

import io
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from PIL import Image, ImageColor

from articles.images.decoding import ensure_card, store_image
from articles.images.stored import PHOTOS, PICTURES, StoredImage
from articles.models import Edition
from articles.publishing import publish
from tests.factories import DraftArticleFactory, LiveArticleFactory, PictureFactory, image_bytes, live_edition


def drawing(size: tuple[int, int], floor: int) -> bytes:
    """A teal wall on a red floor, which begins `floor` pixels from the top and runs to both edges."""
    image = Image.new("RGB", size, "teal")
    image.paste("red", (0, floor, *size))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def store(content: bytes) -> StoredImage:
    return store_image(io.BytesIO(content), PICTURES)


def card_of(stored: StoredImage) -> Image.Image:
    with default_storage.open(stored.card_name) as file:
        card = Image.open(io.BytesIO(file.read()))
    card.load()
    return card


def card_in(client: Client, path: str) -> str:
    """The address that a page names."""
    html = client.get(path).content.decode()
    return html.split('property="og:image" content="')[1].split('"')[0]


@pytest.mark.parametrize("size", [(600, 400), (400, 900), (1600, 300), (1200, 630), (1, 1), (200, 2000)])
def test_a_card_has_one_shape_whatever_the_pictures(size: tuple[int, int]) -> None:
    card = card_of(store(image_bytes(size, "PNG")))

    assert (card.size, card.format) == ((1200, 630), "JPEG")
    assert {close_to(card.getpixel(at), "teal") for at in ((1, 1), (1198, 628), (600, 315))} == {True}


def test_a_card_shows_the_whole_picture_and_its_floor_runs_on_to_the_sides() -> None:
    card = card_of(store(drawing((600, 400), floor=300)))

    # The floor begins at three quarters of the height: 472 of 630.
    for x in (2, 600, 1197):
        assert close_to(card.getpixel((x, 460)), "teal")
        assert close_to(card.getpixel((x, 485)), "red")


def close_to(pixel: object, color: str) -> bool:
    """JPEG and WebP keep colours nearly."""
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 16 for one, other in zip(pixel, ImageColor.getrgb(color), strict=True))


def test_a_missing_card_is_made_once_from_the_largest_file(media: Path) -> None:
    stored = store(drawing((600, 400), floor=300))
    (media / stored.card_name).unlink()

    assert ensure_card(stored) is True
    assert ensure_card(stored) is False
    assert card_of(stored).size == (1200, 630)


def test_readers_photos_get_no_card(media: Path) -> None:
    photo = store_image(io.BytesIO(image_bytes((600, 400))), PHOTOS)

    assert photo.card_name not in photo.names
    assert not (media / photo.card_name).exists()


@pytest.mark.django_db
def test_a_page_names_the_card_of_the_picture_that_leads_it(client: Client, media: Path) -> None:
    picture = PictureFactory()
    LiveArticleFactory(slug="wag", lead=picture)

    address = card_in(client, "/articles/wag/")

    assert address == f"http://testserver{picture.image.card_url}"
    response = client.get(picture.image.card_url)
    assert b"".join(response) == (media / picture.image.card_name).read_bytes()
    assert response.headers["Content-Type"] == "image/jpeg"
    # Pages and feeds of others may show it.
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.django_db
def test_publishing_makes_the_card_of_a_picture_from_before_there_were_cards(media: Path) -> None:
    picture = PictureFactory()
    (media / picture.image.card_name).unlink()

    publish(DraftArticleFactory(lead=picture), by=None)

    assert (media / picture.image.card_name).is_file()


@pytest.mark.django_db
def test_a_picture_whose_files_are_gone_keeps_no_page_from_its_readers(client: Client, media: Path) -> None:
    picture = PictureFactory()
    for name in picture.image.names:
        (media / name).unlink()
    article = DraftArticleFactory(slug="wag", lead=picture)

    publish(article, by=None)

    assert "card" not in live_edition(article).pictures[0]
    assert card_in(client, "/articles/wag/").endswith(".png")


@pytest.mark.django_db
def test_a_page_without_a_picture_has_the_card_of_the_site(client: Client) -> None:
    LiveArticleFactory(slug="wag")

    address = card_in(client, "/articles/wag/")

    assert address == card_in(client, "/")
    assert address.startswith("http://testserver/static/icons/card")


@pytest.mark.django_db
def test_refreshing_gives_cards_to_what_was_published_before_there_were_any(
    client: Client, media: Path
) -> None:
    picture = PictureFactory()
    article = LiveArticleFactory(slug="wag", lead=picture)
    edition = live_edition(article)
    before = [{name: value for name, value in edition.pictures[0].items() if name != "card"}]
    Edition.objects.update(pictures=before)
    (media / picture.image.card_name).unlink()
    assert card_in(client, "/articles/wag/").endswith(".png")

    call_command("refresh_articles", stdout=(first := StringIO()))
    call_command("refresh_articles", stdout=(second := StringIO()))

    assert card_in(client, "/articles/wag/").endswith(picture.image.card_url)
    assert live_edition(article).pictures == edition.pictures
    assert "Pictures for previews of links made: 1\n" in first.getvalue()
    assert "made" not in second.getvalue()


@pytest.mark.django_db
def test_refreshing_names_pictures_whose_files_are_missing(media: Path) -> None:
    picture = PictureFactory()
    for name in picture.image.names:
        (media / name).unlink()

    call_command("refresh_articles", stdout=StringIO(), stderr=(complaints := StringIO()))

    assert "gone or broken: 1" in complaints.getvalue()
