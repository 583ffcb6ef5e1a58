"""Changing and adding a picture in the admin: its texts, its image, and what ends a signature."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.models import Picture
from articles.models.article import Stage
from tests.articles.pictures.admin_pages import ADD, change, logged_in, messages_of, text_of
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    PictureFactory,
    photo_upload,
)

pytestmark = pytest.mark.django_db

WORDS = {"alt": "A dog on a rug", "caption": "", "credit": "Drawing: Scratchpost", "tone": "mist"}


def errors_of(response: Any) -> dict[str, Any]:
    errors: dict[str, Any] = response.context["adminform"].form.errors
    return errors


def test_an_author_sees_a_picture_and_changes_nothing() -> None:
    picture, client = PictureFactory(key="rug"), logged_in(AuthorFactory())

    page = client.get(change(picture))
    answer = client.post(change(picture), WORDS | {"alt": "Another"})

    assert "A dog on a rug" in text_of(page)
    assert "Replace the image" not in text_of(page)
    assert answer.status_code == 403
    assert Picture.objects.get().alt == "A dog on a rug"


def test_all_texts_of_a_picture_can_be_changed(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    words = {
        "alt": "A cat on a rug",
        "caption": "On Sunday.",
        "credit": "Photo: Ada",
        "licence": "CC BY 4.0",
        "tone": "coral",
    }

    editor_client.post(change(picture), words | {"key": "carpet"})

    after = Picture.objects.get()
    assert {field: getattr(after, field) for field in words} == words
    # Texts name it by its key.
    assert (after.key, after.digest) == ("rug", picture.digest)


def test_a_changed_text_ends_signatures_and_the_editor_is_told(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    article = ApprovedArticleFactory(lead=picture)

    answer = editor_client.post(change(picture), WORDS | {"alt": "A cat on a rug"}, follow=True)

    article.refresh_from_db()
    assert article.stage == Stage.WRITING
    assert "1 working copy shows this picture" in messages_of(answer)
    assert "Live pages keep what they show until they are published anew." in messages_of(answer)


# --- replacing the image


def test_a_new_image_with_the_old_text_is_refused_until_somebody_confirms_the_text(
    editor_client: Client,
) -> None:
    picture = PictureFactory(key="rug")
    words = WORDS | {"credit": ""}

    refused = editor_client.post(change(picture), words | {"image": photo_upload()})

    assert "“A dog on a rug”" in errors_of(refused)["still_true"][0]
    assert Picture.objects.get().digest == picture.digest
    editor_client.post(change(picture), words | {"image": photo_upload(), "still_true": "on"})
    after = Picture.objects.get()
    assert after.digest != picture.digest
    assert (after.key, after.alt, after.width) == ("rug", "A dog on a rug", 1200)


def test_a_new_image_with_a_new_text_needs_no_confirmation(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")

    editor_client.post(change(picture), WORDS | {"alt": "A teal square", "image": photo_upload()})

    after = Picture.objects.get()
    assert (after.key, after.alt) == ("rug", "A teal square")
    assert after.digest != picture.digest


def test_a_decoration_that_becomes_another_image_is_asked_about_too(editor_client: Client) -> None:
    picture = PictureFactory(alt="", is_decorative=True)
    words = WORDS | {"alt": "", "is_decorative": "on", "image": photo_upload()}

    refused = editor_client.post(change(picture), words)

    assert "decoration" in errors_of(refused)["still_true"][0]


def test_a_refused_replacement_stores_no_file(editor_client: Client, media: Path) -> None:
    picture = PictureFactory()
    before = set(media.rglob("*"))

    editor_client.post(change(picture), WORDS | {"image": photo_upload()})
    editor_client.post(change(picture), WORDS | {"alt": "A wall", "image": photo_upload(b"<html>")})

    assert set(media.rglob("*")) == before
    assert Picture.objects.get().digest == picture.digest


# --- words that describe nothing


@pytest.mark.parametrize("alt", ["DSC0001.JPG", "IMG_1234", "my_cat_final", "on-the-rug"])
def test_a_file_name_or_the_key_is_no_alternative_text(editor_client: Client, alt: str) -> None:
    picture = PictureFactory(key="on-the-rug")
    data = WORDS | {"alt": alt}

    added = editor_client.post(ADD, data | _image())
    changed = editor_client.post(change(picture), data)
    uploaded = editor_client.post("/markdownx/upload/", data | _image())

    assert f"“{alt}”" in errors_of(added)["alt"][0]
    assert f"“{alt}”" in errors_of(changed)["alt"][0]
    assert uploaded.status_code == 400
    assert f"“{alt}”" in uploaded.json()["error"]
    assert Picture.objects.get().alt == "A dog on a rug"


def _image() -> dict[str, Any]:
    return {"image": photo_upload()}


def test_a_picture_is_added_with_all_its_words(editor_client: Client, media: Path) -> None:
    editor_client.post(ADD, WORDS | {"licence": "CC BY 4.0"} | _image())

    picture = Picture.objects.get()
    assert (picture.key, picture.licence, picture.width) == ("a-dog-on-a-rug", "CC BY 4.0", 1200)
    assert all((media / name).is_file() for name in picture.image.names)
