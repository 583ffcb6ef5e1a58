"""What the Markdown editor's script sends to the server."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Picture
from tests.factories import (
    image_bytes,
)

PREVIEW, UPLOAD = "/markdownx/markdownify/", "/markdownx/upload/"


def photo(content: bytes | None = None, name: str = "IMG_2041 my garden.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, image_bytes((400, 300)) if content is None else content, "image/jpeg")


def everything() -> dict[str, Any]:
    """A form that both addresses accept."""
    return {"content": "Text.", "image": photo(), "alt": "A dog"}


def assert_nothing_is_stored(media: Path) -> None:
    assert not Picture.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]
