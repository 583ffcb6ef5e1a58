"""The verbs that bring an article to readers or take it from them, one function for each.

Every verb asks whether the person may, locks the article, and leaves a row of its history.
`by=None` is the operator at the command line: imports and commands.
"""

from articles.publishing.editions import call_off, publish, withdraw
from articles.publishing.errors import (
    InThePast,
    NotApproved,
    NothingToWithdraw,
    NotReady,
    TextChanged,
    WrongStage,
)
from articles.publishing.release import EditionSize, Release
from articles.publishing.review import approve, is_own, send_back, submit
from articles.publishing.signing import sign
from articles.roles import NotAllowed

__all__ = [
    "EditionSize",
    "InThePast",
    "NotAllowed",
    "NotApproved",
    "NotReady",
    "NothingToWithdraw",
    "Release",
    "TextChanged",
    "WrongStage",
    "approve",
    "call_off",
    "is_own",
    "publish",
    "send_back",
    "sign",
    "submit",
    "withdraw",
]
