"""The list of an article's changes for readers: the notes of the editions that were live."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from articles.models import Edition

FIRST = "First published"
CHANGED = "The text was changed"


@dataclass(frozen=True)
class Change:
    """One entry of the list. `is_small` is True if the meaning of the page stayed the same."""

    on: date
    note: str
    is_small: bool


def changes_up_to(edition: Edition, now: datetime) -> list[Change]:
    """Return the changes up to the given edition, newest first. One query.

    A small change without a note has no entry. Every other edition has one, so that the date at the top
    of the page is always one of the list.
    """
    seen = Edition.objects.seen(now).filter(article=edition.article_id, number__lte=edition.number)
    rows = seen.order_by("number").only("note", "is_major", "updated_at", "live_from")
    told = [
        # A small change leaves `updated_at` as it was, so its date is the day when it went live.
        Change(
            on=timezone.localdate(row.updated_at if row.is_major else row.live_from),
            note=row.note or (CHANGED if place else FIRST),
            is_small=not row.is_major,
        )
        for place, row in enumerate(rows)
        if row.note or row.is_major or place == 0
    ]
    return told[::-1]
