"""Many comments from one connection in a short time."""

from django.db.models import Q
from django.utils import timezone

from comments.limits import DAY, MINUTE, limits_of
from comments.models import Tally
from comments.spam.checks.draft import Draft, Suspicion
from comments.spam.checks.kinds import CheckKind

# Fewer than limits.py refuses.
MANY_A_MINUTE = 2
MANY_A_DAY = 6

HURRIED = 2
PERSISTENT = 1


def check_flood(draft: Draft) -> Suspicion | None:
    """It uses the counts of limits.py, so that nothing about the connection is stored with a comment."""
    if draft.sender is None:
        return None
    here, now = draft.sender.address_hash, timezone.now()
    windows = Q()
    for limit in limits_of(draft.sender):
        windows |= Q(sender=limit.sender, span=limit.span, starts_at=limit.window(now))
    counted = dict(Tally.objects.filter(windows, sender=here).values_list("span", "count"))
    a_minute, a_day = counted.get(MINUTE, 0), counted.get(DAY, 0)
    if a_minute >= MANY_A_MINUTE:
        return _suspicion(
            HURRIED, f"{a_minute} comments before it came from the same connection within a minute"
        )
    if a_day >= MANY_A_DAY:
        return _suspicion(PERSISTENT, f"{a_day} comments before it came from the same connection today")
    return None


def _suspicion(points: int, words: str) -> Suspicion:
    return {"check": CheckKind.FLOOD, "points": points, "words": f"{words}; few people write so much."}
