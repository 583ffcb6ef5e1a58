"""Checks of the alternative texts, which stand for pictures that a reader cannot see."""

from collections.abc import Iterator
from dataclasses import replace
from textwrap import shorten

from articles.checks.finding import PICTURE, Finding, blocks, warns
from articles.composing.compose import Composition
from articles.models import Picture
from articles.pictures.alt_text import is_file_name

MIN_ALT_WORDS = 3
MAX_QUOTED = 80


def check_gallery(composition: Composition) -> Iterator[Finding]:
    if not composition.edition.pictures:
        yield warns("gallery", "The gallery is empty: its first picture leads the page.")


def check_alternatives(composition: Composition) -> Iterator[Finding]:
    """Check the alternative texts of the library first, then those that stand in the text."""
    pictures = {picture.key: picture for picture in composition.pictures}
    for picture in pictures.values():
        yield from _of_library(picture)
    for figure in composition.rendered.figures:
        picture = pictures[figure.picture["key"]]
        alt = figure.picture["alt"]
        if alt not in {picture.alt, ""} and (complaint := complaint_about(alt, picture.key)):
            yield warns("body", f"The alternative text of “{picture.key}” {complaint}", line=figure.line)


def _of_library(picture: Picture) -> Iterator[Finding]:
    if picture.is_decorative:
        return
    place = PICTURE + picture.key
    if not picture.alt.strip():
        finding = blocks(place, "The alternative text is missing: write it, or say that it is decorative.")
        yield replace(finding, picture_pk=picture.pk)
    elif complaint := complaint_about(picture.alt, picture.key):
        yield replace(warns(place, f"The alternative text {complaint}"), picture_pk=picture.pk)


def complaint_about(alt: str, key: str) -> str:
    """Return the end of a sentence that says what is wrong, or "" if `alt` may describe the picture."""
    words = " ".join(alt.split())
    if is_file_name(words):
        complaint = "is a file name"
    elif words.casefold() == key:
        complaint = "is only the picture's key"
    elif len(words.split()) < MIN_ALT_WORDS:
        complaint = f"is shorter than {MIN_ALT_WORDS} words"
    else:
        return ""
    return f"{complaint}: {shorten(words, MAX_QUOTED, placeholder=' …')}"
