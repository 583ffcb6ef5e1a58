"""The steps of a text in the words of its history, which lists and pages find again there."""

import re
from enum import StrEnum

from django.db.models import Q


class ReviewStep(StrEnum):
    HANDED_IN = "Handed in for review"
    SENT_BACK = "Sent back"
    APPROVED = "Approved"


# As a whole, or with words of a person after it.
_STEPS = rf"^({'|'.join(ReviewStep)})(: |$)"


def reason(step: ReviewStep, remarks: str) -> str:
    """Return what the history says of the step, with the words of whoever took it."""
    return f"{step}: {remarks.strip()}" if remarks.strip() else step


def read_reason(words: str) -> tuple[ReviewStep, str] | None:
    """Return the step and the remarks of such a reason; None of another one."""
    found = re.match(_STEPS, words)
    return (ReviewStep(found[1]), words[found.end() :].strip()) if found else None


def own_words(why: str) -> str:
    """Return what somebody wrote about their change, so that nobody takes it for a step."""
    return f"Changed: {why}" if read_reason(why) else why


def took(*steps: ReviewStep, field: str = "history_change_reason") -> Q:
    """Return the condition that a row tells of one of these steps."""
    return Q(**{f"{field}__regex": rf"^({'|'.join(steps)})(: |$)"})
