"""The backup of Remark42: a line about users and pages, then one line of JSON for each comment.

Source: backend/app/migrator/native.go and backend/app/store/comment.go of Remark42. `text` is HTML
that Remark42 made of `orig`; names are escaped for HTML.
"""

import json
from collections.abc import Iterator
from html import unescape
from typing import Any, BinaryIO

from comments.exchange import plain_text
from comments.exchange.json_lines import json_lines, text_in
from comments.exchange.opening import Unreadable
from comments.exchange.record import SourceComment, SourceThread, Standing, moment

NAME = "Remark42"
NAMELESS = "Anonymous"
VERSIONS = {0, 1}


def read(file: BinaryIO) -> Iterator[SourceComment]:
    lines = json_lines(file)
    _, first = next(lines, (0, {}))
    version = first.get("version")
    if not isinstance(version, int) or version not in VERSIONS:
        raise Unreadable(f"Line 1 names version {json.dumps(version)[:40]}; we know version 1.")
    threads: dict[str, SourceThread] = {}
    for number, line in lines:
        address = text_in(line.get("locator"), "url")
        if not address:
            raise Unreadable(f"Line {number} names no page.")
        thread = threads.setdefault(address, SourceThread(address))
        yield _comment(line, thread)


def _comment(line: dict[str, Any], thread: SourceThread) -> SourceComment:
    written = text_in(line, "time")
    standing = Standing.DELETED if line.get("delete") else Standing.APPROVED
    return SourceComment(
        key=text_in(line, "id"),
        thread=thread,
        parent=text_in(line, "pid"),
        text=_text(line) if standing.has_words else "",
        name=unescape(text_in(line.get("user"), "name")),
        created_at=moment(written),
        written_at=written,
        standing=standing,
    )


def _text(line: dict[str, Any]) -> str:
    body = text_in(line, "text")
    return plain_text.from_html(body) if body else plain_text.from_markdown(text_in(line, "orig"))
