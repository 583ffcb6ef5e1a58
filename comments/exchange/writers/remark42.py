"""A backup for Remark42's own restore: a line of users and pages, then a line for each comment."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.html import escape

from comments.exchange.writers.outgoing import OutgoingComment, OutgoingPage

# Remark42's own name for a site that was given none.
SITE = "remark"


def write(file: BinaryIO, pages: Iterator[OutgoingPage]) -> None:
    _line(file, {"version": 1, "users": [], "posts": []})
    for page in pages:
        for comment in page.worded:
            _line(file, _values(comment, page))


def _values(comment: OutgoingComment, page: OutgoingPage) -> dict[str, Any]:
    name = escape(comment.name) if comment.name else "deleted"
    # One name is one user: we have no logins of readers.
    user = "deleted" if comment.is_removed else f"scratchpost_{_digest(comment.name)}"
    values: dict[str, Any] = {
        "id": f"scratchpost-{comment.pk}",
        "pid": f"scratchpost-{comment.parent}" if comment.parent else "",
        "text": comment.html if comment.text else "",
        "orig": comment.text,
        "user": {"name": str(name), "id": user, "picture": "", "admin": False},
        "locator": {"site": SITE, "url": page.address},
        "score": 0,
        "votes": {},
        "time": comment.created_at.isoformat(),
        "title": page.title,
    }
    return values | ({"delete": True} if comment.is_removed else {})


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:40]


def _line(file: BinaryIO, values: dict[str, Any]) -> None:
    file.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")
