"""What may be uploaded is said in one place, and every form and dialog says the same."""

import pytest
from django.test import Client
from PIL import Image

import articles.images.pixels  # noqa: F401  # registers what Pillow cannot decode by itself
from articles.images import accepted
from articles.images.bounds import FORMATS, Format
from tests.factories import DraftArticleFactory, LiveArticleFactory

pytestmark = pytest.mark.django_db

IN_WORDS = "JPEG, PNG, WebP, HEIC, AVIF or GIF, up to 10 MB"


def test_formats_and_size_are_told_in_words() -> None:
    assert accepted.formats_and_size() == IN_WORDS
    assert accepted.CHOOSE_ANOTHER == "Choose a JPEG, PNG, WebP, HEIC, AVIF or GIF photo."
    assert accepted.too_large_message() == "That photo is over 10 MB. Choose a smaller one."
    assert accepted.too_large_message(3 * 1024 * 1024) == "That photo is over 3 MB. Choose a smaller one."


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.name)
def test_each_format_has_a_decoder(kind: Format) -> None:
    Image.init()

    assert kind.pillow in Image.OPEN
    assert set(kind.types) & set(Image.MIME.values())


def test_readers_and_editors_are_offered_the_same(reader: Client, editor_client: Client) -> None:
    comment_form = reader.get(LiveArticleFactory().get_absolute_url()).content.decode()
    picture_form = editor_client.get("/admin/articles/picture/add/").content.decode()
    draft = DraftArticleFactory()
    dialog = editor_client.get(f"/admin/articles/article/{draft.pk}/change/").content.decode()

    for page in (comment_form, picture_form, dialog):
        assert f'accept="{accepted.ACCEPT}"' in page
        assert IN_WORDS in page
    assert f'data-suffixes="{accepted.SUFFIXES}"' in dialog
