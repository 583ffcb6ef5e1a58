"""Editors add pictures to the library and change them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Picture
from tests.articles.admin.pages import text_of
from tests.factories import (
    PictureFactory,
    image_bytes,
)

pytestmark = pytest.mark.django_db

PICTURES, ADD_PICTURE = "/admin/articles/picture/", "/admin/articles/picture/add/"


def new_picture(content: bytes | None = None, **changes: Any) -> dict[str, Any]:
    image = SimpleUploadedFile("IMG_1.jpg", image_bytes((400, 300)) if content is None else content)
    return {"image": image, "alt": "A rug", "tone": "mist"} | changes


def test_an_editor_adds_a_picture_to_the_library(editor_client: Client) -> None:
    editor_client.post(ADD_PICTURE, new_picture())

    picture = Picture.objects.get()
    assert (picture.key, picture.width, picture.height) == ("a-rug", 400, 300)
    assert f'src="{picture.image.url(at_least=640)}"' in editor_client.get(PICTURES).content.decode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"content": b"<script>alert(1)</script>"}, "Choose a JPEG, PNG, WebP, HEIC, AVIF or GIF photo."),
        ({"content": b""}, "The submitted file is empty."),
        ({"content": b"\0" * (10 * 1024 * 1024 + 1)}, "That photo is over 10 MB. Choose a smaller one."),
        ({"image": ""}, "Choose a picture."),
        ({"alt": ""}, "Write an alternative text, or say that the picture is decorative."),
    ],
    ids=["not an image", "empty", "too large", "none", "no words"],
)
def test_a_wrong_picture_is_told_and_nothing_is_added(
    editor_client: Client, data: dict[str, Any], message: str
) -> None:
    response = editor_client.post(ADD_PICTURE, new_picture(**data))

    assert response.status_code == 200
    assert message in text_of(response)
    assert not Picture.objects.exists()


def test_a_pictures_words_are_changed_without_sending_it_again(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    page = reverse("admin:articles_picture_change", args=[picture.pk])

    editor_client.post(page, {"alt": "Better words", "tone": "night"})

    changed = Picture.objects.get()
    assert (changed.alt, changed.tone, changed.digest) == ("Better words", "night", picture.digest)


def test_a_picture_is_replaced_by_another_file(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    page = reverse("admin:articles_picture_change", args=[picture.pk])

    editor_client.post(page, new_picture())

    changed = Picture.objects.get()
    assert changed.digest != picture.digest
    assert (changed.width, changed.height) == (400, 300)
