"""Image files as people send them."""

import io
import struct
import zlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.images.decoding import store_image
from articles.images.stored import Collection, StoredImage


def image_bytes(
    size: tuple[int, int] = (1200, 800), fmt: str = "JPEG", color: str = "teal", **options: Any
) -> bytes:
    """A real image file."""
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, fmt, **options)
    return buffer.getvalue()


_encoded: dict[tuple[object, ...], tuple[StoredImage, dict[str, bytes]]] = {}


def stored_image(size: tuple[int, int], color: str, collection: Collection) -> StoredImage:
    """A stored image whose files are there. They are encoded once, and written again for each test."""
    key = (size, color, collection)
    if key not in _encoded:
        image = store_image(io.BytesIO(image_bytes(size, color=color)), collection)
        _encoded[key] = image, {name: _read(name) for name in image.names}
    image, files = _encoded[key]
    for name, content in files.items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
    return image


def _read(name: str) -> bytes:
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


def photo_upload(
    content: bytes | None = None, name: str = "dog.jpg", content_type: str = "image/jpeg"
) -> SimpleUploadedFile:
    """A file as a browser sends it with the comment form."""
    return SimpleUploadedFile(name, image_bytes() if content is None else content, content_type)


def jpeg_of_scans(number: int) -> bytes:
    """A progressive JPEG whose last scan is repeated, until it has so many."""
    content = image_bytes((64, 64), progressive=True)
    last, end = content.rindex(b"\xff\xda"), content.rindex(b"\xff\xd9")
    missing = number - content.count(b"\xff\xda")
    return content[:end] + content[last:end] * missing + content[end:]


def png_that_claims(width: int, height: int) -> bytes:
    """A tiny file whose header promises a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )
