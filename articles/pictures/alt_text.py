"""Recognises a file's name that somebody entered as an alternative text."""

import re

# How phones, cameras and screenshots begin the names of their files. A number follows.
NAMED_BY_MACHINES = (
    *("dsc", "dscn", "dscf", "img", "imag", "_mg", "pxl", "mvimg", "gopr", "dji", "sam", "vid", "p"),
    *("image", "photo", "foto", "picture", "pic", "scan", "screenshot", "screen shot", "signal"),
    *("whatsapp image", "untitled", "unnamed", "download", "file"),
)
# These do not describe a picture even without a number.
EMPTY_WORDS = ("image", "photo", "picture", "pic", "scan", "screenshot", "untitled", "unnamed", "download")

FILE_NAMES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r".+\.(?:jpe?g|png|gif|webp|hei[cf]|avif|tiff?|bmp|svg|raw|dng|cr[23]|nef|arw)",
        rf"(?=.*\d)(?:{'|'.join(NAMED_BY_MACHINES)})(?:[\s_.():\d-]|at|copy|edited|final)*",
        "|".join(EMPTY_WORDS),
        # Words joined by underscores, numbers alone, and digests.
        r"[^\s_]+(?:_[^\s_]+)+",
        r"(?=.*\d)[\d\W_x]+",
        r"(?=.*\d)[0-9a-f-]{12,}",
    )
]


def is_file_name(alt: str) -> bool:
    """Return whether `alt` looks like the name of a file, such as DSC0001.JPG or IMG_1234."""
    return any(name.fullmatch(alt.strip()) for name in FILE_NAMES)


def fault_of(alt: str, key: str) -> str:
    """Return a message that says why `alt` does not describe the picture with `key`, or ""."""
    alt = alt.strip()
    if is_file_name(alt):
        return f"“{alt}” is a name for a file. Say what the picture shows, to somebody who cannot see it."
    if alt and alt == key:
        return f"“{alt}” is only a label. Say what the picture shows, to somebody who cannot see it."
    return ""
