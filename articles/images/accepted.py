"""What an image that somebody sends us may be, and the words that say so.

The one place for its formats and limits: the forms for photos and pictures, the editor's dialog
and decoding.py all go by it. A new format is a line in FORMATS; where Pillow cannot read it,
decoding.py registers a decoder. How many bytes are taken is settings.UPLOAD_MAX_BYTES, because
kbsite/uploads.py stops reading there, long before a form sees the file.
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
# The value of a file field's `accept` attribute.
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
    """As the beginning of a sentence: “JPEG, PNG, WebP or HEIC, up to 10 MB”."""
    return f"{NAMES}, up to {_megabytes(max_bytes())}"


def too_large_message(limit: int | None = None) -> str:
    """`limit` is in bytes, where it is not the one for uploads."""
    return f"That photo is over {_megabytes(limit or max_bytes())}. Choose a smaller one."


def _megabytes(size: int) -> str:
    return f"{size // 1024 // 1024} MB"
