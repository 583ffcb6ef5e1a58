"""Clean text for formats that do not allow every character or every line break."""

import re

# XML 1.0 forbids these characters even when they are escaped. In Markdown they are useless too.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
BLANKS = re.compile(r"\s+")
MARKS = re.compile(r"([\\`*_\[\]<>|#])")


def writable(text: str) -> str:
    return UNWRITABLE.sub("", text)


def one_line(text: str) -> str:
    return BLANKS.sub(" ", writable(text)).strip()


def markdown_text(text: str) -> str:
    """Return the text on one line, with escapes so that Markdown shows it unchanged."""
    return MARKS.sub(r"\\\1", one_line(text))
