"""What is accepted as an image, in the words of forms and messages.

The forms for photos and pictures, the editor's dialog and decoding.py all use this module. To
add a format, add a line to FORMATS in bounds.py; if Pillow cannot read it, register a decoder in
pixels.py. The largest number of bytes is settings.UPLOAD_MAX_BYTES, because kbsite/uploads.py stops
reading there, long before a form sees the file.
"""

from django.conf import settings

from articles.images.bounds import FORMATS, MAX_RATIO, MEGAPIXELS, Fault

# Browsers offer only such files to choose from. What is sent all the same, decoding.py refuses.
ACCEPT = ",".join(name for kind in FORMATS for name in kind.types)
SUFFIXES = ",".join(suffix for kind in FORMATS for suffix in kind.suffixes)
NAMES = f"{', '.join(kind.name for kind in FORMATS[:-1])} or {FORMATS[-1].name}"

CHOOSE_ANOTHER = f"Choose a {NAMES} photo."
EMPTY = "That file is empty. Choose another photo."
INTERRUPTED = "Only a part of that photo arrived. Choose it again, and send once more."
TOO_MANY_PIXELS = f"That photo has too many pixels. Choose one of at most {MEGAPIXELS} megapixels."
RIBBON = f"That photo is a narrow strip. Choose one that is at most {MAX_RATIO} times as long as wide."
TOO_MUCH_WORK = (
    "That photo takes too much work to open. Save a copy as JPEG in a photo app, or make a "
    "screenshot of it, and choose that."
)

MESSAGES = {
    Fault.UNREADABLE: CHOOSE_ANOTHER,
    Fault.TOO_MANY_PIXELS: TOO_MANY_PIXELS,
    Fault.RIBBON: RIBBON,
    Fault.TOO_MUCH_WORK: TOO_MUCH_WORK,
}


def max_bytes() -> int:
    return int(settings.UPLOAD_MAX_BYTES)


def formats_and_size() -> str:
    """Return the start of a sentence: “JPEG, PNG or WebP, up to 10 MB”."""
    return f"{NAMES}, up to {_megabytes(max_bytes())}"


def too_large_message(limit: int | None = None) -> str:
    """Return the message for a file over `limit` bytes; without `limit`, over that for uploads."""
    return f"That photo is over {_megabytes(limit or max_bytes())}. Choose a smaller one."


def _megabytes(size: int) -> str:
    return f"{size // 1024 // 1024} MB"


def for_dialogs() -> dict[str, str | int]:
    """What the dialogs for uploads tell their scripts and the person."""
    return {
        "accept": ACCEPT,
        "suffixes": SUFFIXES,
        "max_bytes": max_bytes(),
        "in_words": formats_and_size(),
    }
