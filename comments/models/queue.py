"""The groups and the orders of the moderators' list, each with the indexes that keep it quick."""

from django.db import models
from django.db.models import Case, Q, Value, When

from comments.models.spam import LIKELY_SPAM

# What waits for a moderator. The planner knows that all held comments are among them.
TO_DECIDE = Q(status="held") | Q(is_reported=True)


class WaitingGroup(models.IntegerChoices):
    """The parts of the list of what waits, the most pressing first."""

    DANGER = 0, "May mean danger"
    REPORTED = 1, "Reported"
    TO_READ = 2, "To read"
    LIKELY_SPAM = 3, "Likely spam"


# The database works out the group of each comment and stores it, so that an index can sort by it.
WAITING_GROUP = Case(
    When(is_urgent=True, then=Value(WaitingGroup.DANGER)),
    When(is_reported=True, then=Value(WaitingGroup.REPORTED)),
    When(score__gte=LIKELY_SPAM, then=Value(WaitingGroup.LIKELY_SPAM)),
    default=Value(WaitingGroup.TO_READ),
)
# The order in which the list opens: group by group, and in each the one that has waited longest.
BY_GROUP = ("waiting_group", "created_at", "pk")

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
_BY_GROUP = models.Index(fields=_fields(*BY_GROUP), name="comment_waiting_groups", condition=TO_DECIDE)
_URGENT = models.Index(fields=_fields(*ORDERS["newest"]), name="comment_urgent", condition=Q(is_urgent=True))
INDEXES = [*_ALL_AND_BY_STATUS, *_WAITING, _BY_GROUP, _URGENT]
