"""The orders of the moderators' list, each with the indexes that keep it quick."""

from django.db import models
from django.db.models import Q

# What waits for a moderator. The planner knows that all held comments are among them.
TO_DECIDE = Q(status="held") | Q(is_reported=True)

ORDERS = {
    "newest": ("-created_at", "-pk"),
    "oldest": ("created_at", "pk"),
    "highest": ("-score", "-created_at", "-pk"),
    "lowest": ("score", "created_at", "pk"),
}

# Before all others, in every order of what waits.
URGENT_FIRST = "-is_urgent"


def _fields(*names: str) -> list[str]:
    return [name.replace("pk", "id") for name in names]


# Postgres also reads an index backwards, so one serves two orders: "oldest" is "newest" backwards.
_ALL_AND_BY_STATUS = [
    models.Index(fields=_fields(*ORDERS["newest"]), name="comment_by_time"),
    models.Index(fields=_fields(*ORDERS["highest"]), name="comment_by_score"),
    models.Index(fields=_fields("status", *ORDERS["newest"]), name="comment_status_by_time"),
    models.Index(fields=_fields("status", *ORDERS["highest"]), name="comment_status_by_score"),
]
# Urgent ones come first in both directions, so here each order needs its own. These are small,
# because few comments wait.
_WAITING = [
    models.Index(fields=_fields(URGENT_FIRST, *fields), name=f"comment_waiting_{order}", condition=TO_DECIDE)
    for order, fields in ORDERS.items()
]
_URGENT = models.Index(fields=_fields(*ORDERS["newest"]), name="comment_urgent", condition=Q(is_urgent=True))
INDEXES = [*_ALL_AND_BY_STATUS, *_WAITING, _URGENT]
