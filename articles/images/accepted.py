"""The formats and limits of uploaded images, and the messages about them.

The forms for photos and pictures, the editor's dialog and decoding.py all use this module. To
add a format, add a line to FORMATS; if Pillow cannot read it, register a decoder in decoding.py.
The largest number of bytes is settings.UPLOAD_MAX_BYTES, because kbsite/uploads.py stops reading
there, long before a form sees the file.
"""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Format:
    """`name` is for people, `pillow` is Pillow's name for it.

    `suffixes` are the ends of file names for a format whose MIME type some systems do not know.
    """

    name: str
    pillow: str
    types: tuple[str, ...]
    suffixes: tuple[str, ...] = ()


FORMATS = (
    Format("JPEG", "JPEG", ("image/jpeg",)),
    Format("PNG", "PNG", ("image/png",)),
    Format("WebP", "WEBP", ("image/webp",)),
    Format("HEIC", "HEIF", ("image/heic", "image/heif"), (".heic", ".heif")),
)
PILLOW_FORMATS = tuple(kind.pillow for kind in FORMATS)
# Browsers offer only such files to choose from. What is sent all the same, decoding.py refuses.
ACCEPT = ",".join(name for kind in FORMATS for name in kind.types)
SUFFIXES = ",".join(suffix for kind in FORMATS for suffix in kind.suffixes)
NAMES = f"{', '.join(kind.name for kind in FORMATS[:-1])} or {FORMATS[-1].name}"

MEGAPIXELS = 25
MAX_PIXELS = MEGAPIXELS * 1_000_000
# The longest side that WebP can hold.
MAX_SIDE = 16_383

CHOOSE_ANOTHER = f"Choose a {NAMES} photo."
EMPTY = "That file is empty. Choose another photo."
TOO_MANY_PIXELS = f"That photo has too many pixels. Choose one of at most {MEGAPIXELS} megapixels."


def max_bytes() -> int:
    return int(settings.UPLOAD_MAX_BYTES)


def formats_and_size() -> str:
    """Return the start of a sentence: “JPEG, PNG, WebP or HEIC, up to 10 MB”."""
    return f"{NAMES}, up to {_megabytes(max_bytes())}"


def too_large_message(limit: int | None = None) -> str:
    """Return the message for a file over `limit` bytes; without `limit`, over that for uploads."""
    return f"That photo is over {_megabytes(limit or max_bytes())}. Choose a smaller one."


def _megabytes(size: int) -> str:
    return f"{size // 1024 // 1024} MB"
