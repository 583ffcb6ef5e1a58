"""Image files as people send them."""

import io
import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def image_bytes(
    size: tuple[int, int] = (1200, 800), fmt: str = "JPEG", color: str = "teal", **options: Any
) -> bytes:
    """A real image file."""
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, fmt, **options)
    return buffer.getvalue()


def photo_upload(
    content: bytes | None = None, name: str = "dog.jpg", content_type: str = "image/jpeg"
) -> SimpleUploadedFile:
    """A file as a browser sends it with the comment form."""
    return SimpleUploadedFile(name, image_bytes() if content is None else content, content_type)


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
