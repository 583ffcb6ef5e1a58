"""Checks that tell moderators why a comment may be spam; they decide nothing.

Everybody calls assess(). Each check is a module of its own and raises one suspicion at most.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from comments.models import LIKELY_SPAM
from comments.spam.checks import trust
from comments.spam.checks.blocked import check_blocked
from comments.spam.checks.decided import check_decided
from comments.spam.checks.draft import Assessment, Draft, Suspicion
from comments.spam.checks.flood import check_flood
from comments.spam.checks.image import check_image
from comments.spam.checks.kinds import CheckKind
from comments.spam.checks.length import check_length
from comments.spam.checks.links import check_links
from comments.spam.checks.lookalike import check_lookalike
from comments.spam.checks.names import our_names
from comments.spam.checks.newcomer import check_newcomer
from comments.spam.checks.phrases import check_phrases, listed
from comments.spam.checks.posing import check_posing
from comments.spam.checks.repeats import check_repeats
from comments.spam.folding import storable

__all__ = [
    "CHECKS",
    "LIKELY_SPAM",
    "Assessment",
    "CheckKind",
    "Draft",
    "Suspicion",
    "assess",
    "assessment_of",
    "of_words",
    "trust",
]

Check = Callable[[Draft], Suspicion | None]

# In the order in which moderators read them.
CHECKS: tuple[Check, ...] = (
    check_blocked,
    check_length,
    check_repeats,
    check_phrases,
    check_links,
    check_flood,
    check_newcomer,
    check_image,
    check_lookalike,
    check_posing,
    check_decided,
)

# More than any form takes; to read further would only cost time.
MOST_READ = 5_000
HIGHEST_SCORE = 32_767


def of_words() -> tuple[Check, ...]:
    """Those that ask nothing of how and when a comment came in, with their lists read once.

    For many comments from elsewhere: each then costs one query.
    """
    phrases, ours = listed(), our_names()
    return (
        check_length,
        partial(check_phrases, phrases=phrases),
        check_links,
        partial(check_lookalike, ours=ours),
        check_posing,
        check_decided,
    )


def assess(draft: Draft, checks: tuple[Check, ...] = CHECKS) -> Assessment:
    """All suspicions and the sum of their points. Any text costs the same queries and raises no error.

    Called before limits.count(): the check for floods must not count the comment itself.
    """
    read = replace(
        draft,
        text=storable(draft.text[:MOST_READ]),
        name=storable(draft.name[:MOST_READ]),
        pet=storable(draft.pet[:MOST_READ]),
        email=storable(draft.email[:MOST_READ]),
    )
    return assessment_of(suspicion for check in checks if (suspicion := check(read)))


def assessment_of(found: Iterable[Suspicion]) -> Assessment:
    """Suspicions, from whichever checks, in the usual order and with their score."""
    places = {name: place for place, name in enumerate(CheckKind.values)}
    ordered = sorted(found, key=lambda suspicion: places.get(suspicion["check"], len(places)))
    return Assessment(min(sum(suspicion["points"] for suspicion in ordered), HIGHEST_SCORE), ordered)
