"""The search for pictures by what is written about them."""

import pytest

from articles.models import Picture
from articles.pictures.usage import matching
from tests.factories import (
    PictureFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["rug", "SLEEPS", "garden", "ada", "cc by", "rug garden ada"])
def test_a_picture_is_found_by_its_key_and_its_texts(text: str) -> None:
    picture = PictureFactory(
        key="rug", alt="A dog sleeps", caption="In the garden.", credit="Photo: Ada", licence="CC BY 4.0"
    )
    PictureFactory(key="other", alt="A cat")

    assert list(matching(Picture.objects.all(), text)) == [picture]


def test_every_word_must_be_found() -> None:
    PictureFactory(key="rug", alt="A dog sleeps")

    assert not matching(Picture.objects.all(), "rug cat").exists()
    assert not matching(Picture.objects.all(), "100% of_it").exists()
