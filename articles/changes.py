"""What readers are told of an article's past: the notes of the editions that they could see."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from articles.models import Edition

FIRST = "First published"


@dataclass(frozen=True)
class Change:
    """`is_small` where it left what the page says as it was."""

    on: date
    note: str
    is_small: bool


def changes_up_to(edition: Edition, now: datetime) -> list[Change]:
    """Up to the edition that is being read, newest first; one query.

    An edition without a note tells nothing, unless it was the first.
    """
    seen = Edition.objects.seen(now).filter(article=edition.article_id, number__lte=edition.number)
    rows = seen.order_by("number").only("note", "is_major", "updated_at", "live_from")
    told = [
        # A small change does not move the date of the text, so its own is that of its appearance.
        Change(
            on=timezone.localdate(row.updated_at if row.is_major else row.live_from),
            note=row.note or FIRST,
            is_small=not row.is_major,
        )
        for place, row in enumerate(rows)
        if row.note or place == 0
    ]
    return told[::-1]
