"""Our own format: a line that names it, then a line of JSON for each comment.

An `id` is made of the page and the moment, so that it stays the same on another site.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings

from comments.exchange.formats.own import FORMAT, VERSION
from comments.exchange.writers.outgoing import OutgoingComment, OutgoingPage


def write(file: BinaryIO, pages: Iterator[OutgoingPage]) -> None:
    _line(file, {"format": FORMAT, "version": VERSION, "site": settings.SITE_URL})
    for page in pages:
        ordinals: Counter[datetime] = Counter()
        ids: dict[int, tuple[str, int]] = {}
        for comment in page.comments:
            ordinals[comment.created_at] += 1
            ordinal = ordinals[comment.created_at]
            ids[comment.pk] = (f"{page.slug} {comment.created_at.isoformat()} {ordinal}", ordinal)
        for comment in page.comments:
            _line(file, _values(comment, page, ids))


def _values(
    comment: OutgoingComment, page: OutgoingPage, ids: dict[int, tuple[str, int]]
) -> dict[str, object]:
    name, ordinal = ids[comment.pk]
    values: dict[str, Any] = {
        "id": name,
        "article": page.slug,
        "address": page.address,
        "parent": ids[comment.parent][0] if comment.parent in ids else "",
        "created_at": comment.created_at.isoformat(),
        "ordinal": ordinal,
        "edited_at": comment.edited_at.isoformat() if comment.edited_at else "",
        "removed": comment.is_removed,
        "name": comment.name,
        "badge": comment.badge,
        "text": comment.text,
        "pet": comment.pet,
        "rating": comment.rating,
        "rates_present_text": comment.rates_present_text if comment.rating else None,
        "helpful": comment.helpful,
        "email": comment.email,
    }
    return {key: value for key, value in values.items() if value not in ("", None, False)}


def _line(file: BinaryIO, values: dict[str, object]) -> None:
    file.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")
