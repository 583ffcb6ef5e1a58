"""What speaks against a comment, in words for moderators; nothing here decides anything.

assess() is the only door. Each check is a module of its own and gives one finding at most.
"""

from collections.abc import Callable
from dataclasses import replace

from comments.spam.checks import names, trust
from comments.spam.checks.decided import check_decided
from comments.spam.checks.draft import Assessment, Draft, Finding
from comments.spam.checks.flood import check_flood
from comments.spam.checks.image import check_image
from comments.spam.checks.length import check_length
from comments.spam.checks.links import check_links
from comments.spam.checks.lookalike import check_lookalike
from comments.spam.checks.newcomer import check_newcomer
from comments.spam.checks.phrases import check_phrases
from comments.spam.checks.repeats import check_repeats
from comments.spam.folding import storable

__all__ = ["CHECKS", "LIKELY_SPAM", "Assessment", "Draft", "Finding", "assess", "names", "trust"]

Check = Callable[[Draft], Finding | None]

# In the order in which their findings are told.
CHECKS: tuple[Check, ...] = (
    check_length,
    check_repeats,
    check_phrases,
    check_links,
    check_flood,
    check_newcomer,
    check_image,
    check_lookalike,
    check_decided,
)

# From this score on, spam is likelier than not; tests/comments/spam/test_quality.py holds it to that.
LIKELY_SPAM = 5
# Longer than any form takes; what is beyond it could only cost time.
MOST_READ = 5_000
HIGHEST_SCORE = 32_767


def assess(draft: Draft) -> Assessment:
    """All findings and the sum of their points; as many queries for any text, and no error.

    Before limits.count(), so that a comment is no part of its own flood.
    """
    read = replace(
        draft,
        text=storable(draft.text[:MOST_READ]),
        name=storable(draft.name[:MOST_READ]),
        email=storable(draft.email[:MOST_READ]),
    )
    findings = [finding for check in CHECKS if (finding := check(read))]
    return Assessment(min(sum(finding["points"] for finding in findings), HIGHEST_SCORE), findings)
