"""Our own export: a first line that says so, then one line of JSON for each comment (writers/own.py)."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from articles.characters import one_line
from articles.models.article import STARS
from comments.exchange.json_lines import json_lines, text_in
from comments.exchange.opening import Unreadable
from comments.exchange.plain_text import beginning
from comments.exchange.record import (
    OwnDetails,
    SourceComment,
    SourceThread,
    Standing,
    moment,
)
from comments.models import MAX_PET, Badge

NAME = "Scratchpost"
NAMELESS = ""
FORMAT = "scratchpost-comments"
VERSION = 1
# What the column holds.
MOST_HELPFUL = 2**31 - 1


def read(file: BinaryIO) -> Iterator[SourceComment]:
    lines = json_lines(file)
    _, first = next(lines, (0, {}))
    if (first.get("format"), first.get("version")) != (FORMAT, VERSION):
        raise Unreadable(f"Line 1 is not that of “{FORMAT}”, version {VERSION}.")
    threads: dict[str, SourceThread] = {}
    for number, line in lines:
        slug = text_in(line, "article")
        if not slug:
            raise Unreadable(f"Line {number} names no article.")
        thread = threads.setdefault(slug, SourceThread(text_in(line, "address") or slug, (slug,)))
        yield _comment(line, thread, number)


def _comment(line: dict[str, Any], thread: SourceThread, number: int) -> SourceComment:
    written = text_in(line, "created_at")
    is_removed = line.get("removed") is True
    return SourceComment(
        key=text_in(line, "id"),
        thread=thread,
        parent=text_in(line, "parent"),
        text="" if is_removed else beginning(text_in(line, "text")),
        name=text_in(line, "name"),
        email=text_in(line, "email"),
        created_at=moment(written),
        written_at=written,
        standing=Standing.DELETED if is_removed else Standing.APPROVED,
        own=_details(line, number),
    )


def _details(line: dict[str, Any], number: int) -> OwnDetails:
    badge, rating, helpful = text_in(line, "badge"), line.get("rating"), line.get("helpful", 0)
    ordinal = line.get("ordinal", 1)
    edited = text_in(line, "edited_at")
    is_good = (
        (not badge or badge in Badge.values)
        and (rating is None or _is_number(rating, STARS[0], STARS[-1]))
        and _is_number(helpful, 0, MOST_HELPFUL)
        and _is_number(ordinal, 1, MOST_HELPFUL)
        and (not edited or moment(edited))
    )
    if not is_good:
        raise Unreadable(f"Line {number} has a badge, a rating or a number that none of our files has.")
    return OwnDetails(
        ordinal=ordinal,
        pet=one_line(beginning(text_in(line, "pet")))[:MAX_PET],
        badge=badge,
        rating=rating,
        rates_present_text=line.get("rates_present_text") is True,
        helpful=helpful,
        edited_at=moment(edited) if edited else None,
    )


def _is_number(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
