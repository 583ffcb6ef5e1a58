"""Books and their chapters: “Plumb DC. Handbook. 9th ed. Hoboken (NJ): Wiley; 2018. p. 101–20”."""

import re

from articles.models.reference import Evidence
from articles.references.formats.citation.places import YEAR
from articles.references.source import KnownSource, locator_of, plain

EDITION = re.compile(
    r",?\s*(?:\(?\b\d{1,2}(?:st|nd|rd|th)?\.?\s*(?:rev\.\s*)?ed(?:ition|n)?\b\.?\)?"
    r"|\brev(?:ised)?\.? ed\b\.?),?",
    re.IGNORECASE,
)
CITY = r"[^\W\d_](?:[^\W\d_]|[\s,.'’()-]){1,40}?"
PUBLISHER = r"[^\W\d_][^:;.]{1,60}?"
# A city, which may name its state, and the publisher.
PUBLISHED = re.compile(
    rf"^(?P<title>.+?)[.?!]\s+{CITY}:\s*(?P<publisher>{PUBLISHER})(?:\s*[;,]\s*(?P<year>{YEAR}))?"
    r"(?:[.,;]?\s*(?:pp?\.\s*)?(?P<pages>\d{1,4}(?:[–—‐-]\d{1,4})?))?\.?$"
)
# MLA, with an edition: “Title. 9th ed., Publisher, 2018”
PUBLISHER_LAST = re.compile(rf"^(?P<title>.+?)\.\s+(?P<publisher>[^.,;:]{{2,60}}),\s+(?P<year>{YEAR})\.?$")
# Chicago's notes: “Title (London: Publisher, 2018), 12”
IN_A_NOTE = re.compile(
    rf"^(?P<people>[^()“”\"]+?),\s+(?P<title>[^(),“”\"][^()“”\"]*?)\s*\({CITY}:\s*(?P<publisher>{PUBLISHER}),\s*(?P<year>{YEAR})\)"
    r"(?:,\s*[\d–—‐-]+)?\.?$"
)
IN_BOOK = re.compile(r"^(?P<chapter>.+?[.?!])\s+In:?\s+(?P<rest>.+)$")
EDITED = re.compile(r"^.{2,300}?(?:\beditors?\b|\(eds?\.?\)|\beds?\.)[.,:]?\s+(?P<book>.+)$", re.IGNORECASE)
# APA: “Handbook (2nd ed., pp. 30–44). Publisher”
CHAPTER_PAGES = re.compile(
    r"^(?P<title>.+?)\s*\((?:[^()]*,\s*)?pp?\.\s*(?P<pages>[\d–—‐-]+)\)\.\s+(?P<publisher>[^.;:]{2,60})\.?$"
)
THESIS = re.compile(r"universit|institut", re.IGNORECASE)


def book_in(words: str) -> KnownSource | None:
    """Read what stands behind the authors of a book; None where it is no book."""
    chapter, rest = "", words
    if (inside := IN_BOOK.match(words)) is not None:
        edited = EDITED.match(inside["rest"])
        chapter, rest = inside["chapter"], edited["book"] if edited else inside["rest"]
    bare = EDITION.sub("", rest)
    found = (chapter and CHAPTER_PAGES.match(rest)) or PUBLISHED.match(bare)
    found = found or (PUBLISHER_LAST.match(bare) if bare != rest else None)
    return _book(found.groupdict(), chapter) if found else None


def note_in(line: str) -> tuple[str, KnownSource] | None:
    """The people and the book of one of Chicago's notes."""
    found = IN_A_NOTE.match(line)
    return (found["people"], _book(found.groupdict(), "")) if found else None


def _book(said: dict[str, str | None], chapter: str) -> KnownSource:
    year, publisher = said.get("year"), plain((said["publisher"] or "").strip(" .)"))
    title = plain(EDITION.sub("", said["title"] or "").strip(" ."))
    # Universities print the theses of their students.
    is_thesis = THESIS.search(publisher) and "press" not in publisher.lower()
    return KnownSource(
        title=plain(chapter) if chapter else title,
        year=int(year) if year else None,
        source=title if chapter else publisher,
        locator=locator_of("", "", said.get("pages") or "") if chapter else "",
        evidence="" if is_thesis else Evidence.TEXTBOOK,
    )
