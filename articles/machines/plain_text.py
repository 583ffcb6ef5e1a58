"""Words for formats that cannot hold every character a text may hold."""

import re

# What XML 1.0 has no way to write, escaped or not; Markdown readers have no use for it either.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
BLANKS = re.compile(r"\s+")
MARKS = re.compile(r"([\\`*_\[\]<>|#])")


def writable(text: str) -> str:
    return UNWRITABLE.sub("", text)


def one_line(text: str) -> str:
    return BLANKS.sub(" ", writable(text)).strip()


def markdown_words(text: str) -> str:
    """Plain words on one line that Markdown shows as they are."""
    return MARKS.sub(r"\\\1", one_line(text))
