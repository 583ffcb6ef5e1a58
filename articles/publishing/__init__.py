"""The verbs that bring an article to readers or take it from them, one function for each.

Every verb asks whether the person may, locks the article, and leaves a row of its history.
`by=None` is the operator at the command line: imports and commands.
"""

from articles.publishing.deciding import (
    approvers,
    is_own,
    may_approve,
    reasons_for,
    who_is_missing,
    who_may_approve,
    why_not_approve,
    writers_of,
)
from articles.publishing.editions import call_off, publish, withdraw
from articles.publishing.errors import (
    InThePast,
    NotApproved,
    NothingToWithdraw,
    NotReady,
    NotSmall,
    TextChanged,
    WrongStage,
)
from articles.publishing.release import EditionSize, Release, small_correction
from articles.publishing.review import approve, send_back, submit
from articles.publishing.signing import sign
from articles.publishing.small_corrections import why_not_small
from articles.roles import NotAllowed

__all__ = [
    "EditionSize",
    "InThePast",
    "NotAllowed",
    "NotApproved",
    "NotReady",
    "NotSmall",
    "NothingToWithdraw",
    "Release",
    "TextChanged",
    "WrongStage",
    "approve",
    "approvers",
    "call_off",
    "is_own",
    "may_approve",
    "publish",
    "reasons_for",
    "send_back",
    "sign",
    "small_correction",
    "submit",
    "who_is_missing",
    "who_may_approve",
    "why_not_approve",
    "why_not_small",
    "withdraw",
    "writers_of",
]
