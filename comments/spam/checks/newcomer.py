"""A writer of whom no moderator has approved anything yet."""

from comments.spam.checks.draft import Draft, Suspicion
from comments.spam.checks.kinds import CheckKind
from comments.spam.checks.trust import was_approved_before

# Most readers are new and mean well, so this counts least of all.
NEW = 1


def check_newcomer(draft: Draft) -> Suspicion | None:
    if was_approved_before(draft.email):
        return None
    words = (
        "No comment with this address was approved before, or its writer never confirmed the address. "
        "Most readers are new."
    )
    return {"check": CheckKind.NEW_POSTER, "points": NEW, "words": words}
