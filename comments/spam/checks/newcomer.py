"""Somebody whom no moderator has met."""

from comments.spam.checks.draft import Draft, Finding
from comments.spam.checks.trust import was_approved_before

# Most readers are new, and nearly all of them mean well: it only tips a balance.
NEW = 1


def check_newcomer(draft: Draft) -> Finding | None:
    if was_approved_before(draft.email):
        return None
    words = "Nothing was approved before under an address that its writer confirmed; most readers are new."
    return {"check": "new poster", "points": NEW, "words": words}
