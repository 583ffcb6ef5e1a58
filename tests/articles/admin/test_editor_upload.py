"""Pictures sent from the Markdown editor."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.models import Picture
from tests.articles.admin.editor import PREVIEW, UPLOAD, assert_nothing_is_stored, photo
from tests.factories import (
    PictureFactory,
    image_bytes,
)

pytestmark = pytest.mark.django_db


def test_an_upload_becomes_a_picture_whose_code_shows_it(editor_client: Client, media: Path) -> None:
    words = {"caption": "Sunday.", "credit": "Photo: Ada", "licence": "CC BY 4.0"}

    response = editor_client.post(UPLOAD, words | {"image": photo(), "alt": "A dog in my garden"})

    picture = Picture.objects.get()
    assert response.status_code == 200
    assert response.json() == {
        "image_code": "![](picture:a-dog-in-my-garden)",
        "key": "a-dog-in-my-garden",
    }
    assert picture.alt == "A dog in my garden"
    assert {field: getattr(picture, field) for field in words} == words
    assert (picture.width, picture.height) == (400, 300)
    assert all((media / name).is_file() for name in picture.image.names)
    preview = editor_client.post(PREVIEW, {"content": response.json()["image_code"]}).content.decode()
    assert 'alt="A dog in my garden"' in preview
    assert "To mend before publishing" not in preview


def test_the_name_of_the_file_is_stored_nowhere(editor_client: Client, media: Path) -> None:
    response = editor_client.post(UPLOAD, {"image": photo(name="Secret Name.JPG"), "alt": "A dog"})

    stored = " ".join(map(str, Picture.objects.values_list())) + " ".join(map(str, media.rglob("*")))
    assert response.status_code == 200
    assert "secret" not in (stored + response.content.decode()).lower()


def test_a_picture_may_say_that_it_is_decoration(editor_client: Client) -> None:
    response = editor_client.post(UPLOAD, {"image": photo(), "is_decorative": "on"})

    assert response.json()["key"] == "picture"
    assert Picture.objects.get().is_decorative


def test_pictures_described_alike_get_keys_of_their_own(editor_client: Client) -> None:
    keys = [
        editor_client.post(UPLOAD, {"image": photo(), "alt": "Dog -- the __dog__"}).json()["key"]
        for _ in range(3)
    ]

    assert keys == ["dog-the-dog", "dog-the-dog-2", "dog-the-dog-3"]


@pytest.mark.parametrize("alt", ["猫", "x" * 300, "a " * 150, "-", "<script>"])
def test_any_description_makes_a_key_that_texts_can_use(editor_client: Client, alt: str) -> None:
    response = editor_client.post(UPLOAD, {"image": photo(), "alt": alt})

    Picture.objects.get().full_clean()
    preview = editor_client.post(PREVIEW, {"content": response.json()["image_code"]}).content.decode()
    assert "<figure" in preview
    assert "To mend before publishing" not in preview


DISGUISED = {
    "HTML": b"<html><script>alert(1)</script></html>",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "half a JPEG": image_bytes((400, 300))[:2000],
    "noise": bytes(range(256)) * 20,
}


@pytest.mark.parametrize("content", DISGUISED.values(), ids=DISGUISED.keys())
def test_what_only_claims_to_be_a_photo_is_refused(
    editor_client: Client, media: Path, content: bytes
) -> None:
    response = editor_client.post(UPLOAD, {"image": photo(content), "alt": "A dog"})

    assert response.status_code == 400
    assert response.json()["error"] == "Choose a JPEG, PNG, WebP, HEIC, AVIF or GIF photo."
    assert_nothing_is_stored(media)


def test_a_photo_of_over_10_megabytes_is_refused(editor_client: Client, media: Path) -> None:
    large = image_bytes((400, 300)) + b"\0" * (10 * 1024 * 1024)

    response = editor_client.post(UPLOAD, {"image": photo(large), "alt": "A dog"})

    assert response.status_code == 400
    assert response.json()["error"] == "That photo is over 10 MB. Choose a smaller one."
    assert_nothing_is_stored(media)


def test_a_request_that_announces_more_than_any_form_is_refused_unread(
    editor_client: Client, media: Path
) -> None:
    response = editor_client.generic(
        "POST",
        UPLOAD,
        b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(65 * 1024 * 1024),
    )

    assert response.status_code == 400
    assert response.json() == {"error": "That is too much at once."}
    assert_nothing_is_stored(media)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"alt": "A dog"}, "Choose a picture."),
        ({"image": "words", "alt": "A dog"}, "Choose a picture."),
        ({"image": io.BytesIO(b""), "alt": "A dog"}, "The submitted file is empty."),
        ({"image": "photo"}, "Write an alternative text, or say that the picture is decorative."),
        (
            {"image": "photo", "alt": "x" * 301},
            "Ensure this value has at most 300 characters (it has 301).",
        ),
    ],
    ids=["no file", "words for a file", "an empty file", "no description", "a long description"],
)
def test_an_incomplete_upload_is_refused_with_a_reason(
    editor_client: Client, media: Path, data: dict[str, Any], message: str
) -> None:
    if data.get("image") == "photo":
        data = data | {"image": photo()}

    response = editor_client.post(UPLOAD, data)

    assert response.status_code == 400
    assert message in response.json()["error"]
    assert_nothing_is_stored(media)


def test_an_upload_whose_key_was_taken_in_the_meantime_gets_another(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    PictureFactory(key="a-dog")
    # The first answer is from before the other upload, the second from after it.
    answers = iter(["a-dog", "a-dog-2"])
    monkeypatch.setattr("articles.pictures.forms.free_key", lambda words: next(answers))

    response = editor_client.post(UPLOAD, {"image": photo(), "alt": "A dog"})

    assert response.json()["key"] == "a-dog-2"
