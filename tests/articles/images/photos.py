"""Images for the tests of decoding, and what is stored of them."""

import io
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from articles.images.decoding import (
    store_image,
)
from articles.images.stored import PICTURES, Collection, StoredImage
from tests.factories import image_bytes

HEIC = Path(__file__).parents[1] / "data" / "phone.heic"

RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 160, 30), (30, 30, 200), (220, 200, 30)


def quarters(size: tuple[int, int] = (96, 64)) -> Image.Image:
    """Red and green above blue and yellow: any turn or mirroring shows."""
    image = Image.new("RGB", size, RED)
    draw = ImageDraw.Draw(image)
    across, down = size[0] // 2, size[1] // 2
    draw.rectangle((across, 0, size[0], down - 1), fill=GREEN)
    draw.rectangle((0, down, across - 1, size[1]), fill=BLUE)
    draw.rectangle((across, down, size[0], size[1]), fill=YELLOW)
    return image


def noise(size: tuple[int, int] = (320, 240)) -> Image.Image:
    return Image.merge("RGB", [Image.effect_noise(size, 80) for _ in "RGB"])


def encoded(image: Image.Image, fmt: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, fmt, **options)
    return buffer.getvalue()


def store(content: bytes, collection: Collection = PICTURES) -> StoredImage:
    return store_image(io.BytesIO(content), collection)


def content_of(name: str) -> bytes:
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


def opened(stored: StoredImage) -> Image.Image:
    """The largest file that pages use."""
    return Image.open(io.BytesIO(content_of(stored.name(stored.width))))


def files_below(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


JPEG = image_bytes((320, 240), "JPEG", quality=95)

PNG = encoded(quarters((320, 240)), "PNG")
