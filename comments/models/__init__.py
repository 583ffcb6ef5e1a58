"""Comments, votes and reports of readers, and what moderators and the site note about them."""

from comments.models.block import A_MAILBOX, MAX_PATTERN, MAX_REASON, BlockKind, CommentBlock
from comments.models.comment import (
    COMMENT_WORDS,
    MAX_EMAIL,
    MAX_NAME,
    MAX_PET,
    MAX_TEXT,
    Badge,
    Comment,
    LowRating,
    Shortfall,
    Status,
)
from comments.models.decision import Action, Decision
from comments.models.earlier import EarlierText
from comments.models.mail import (
    AlertClock,
    AlertReason,
    DigestClock,
    HeldAddress,
    LetterKind,
    LettersOff,
    QueuedMail,
    Recipient,
)
from comments.models.photo import MAX_ALT, Photo
from comments.models.report import MAX_DETAIL, Reason, Report, networks_of, with_neighbours
from comments.models.rows import HIDDEN_BY_REPORTS, KEPT_THOUGH_REPORTED
from comments.models.shown import ShownComment
from comments.models.spam import LIKELY_SPAM, SpamPhrase, WordCount
from comments.models.tally import Tally
from comments.models.vote import HelpfulVote

__all__ = [
    "A_MAILBOX",
    "COMMENT_WORDS",
    "HIDDEN_BY_REPORTS",
    "KEPT_THOUGH_REPORTED",
    "LIKELY_SPAM",
    "MAX_ALT",
    "MAX_DETAIL",
    "MAX_EMAIL",
    "MAX_NAME",
    "MAX_PATTERN",
    "MAX_PET",
    "MAX_REASON",
    "MAX_TEXT",
    "Action",
    "AlertClock",
    "AlertReason",
    "Badge",
    "BlockKind",
    "Comment",
    "CommentBlock",
    "Decision",
    "DigestClock",
    "EarlierText",
    "HeldAddress",
    "HelpfulVote",
    "LetterKind",
    "LettersOff",
    "LowRating",
    "Photo",
    "QueuedMail",
    "Reason",
    "Recipient",
    "Report",
    "Shortfall",
    "ShownComment",
    "SpamPhrase",
    "Status",
    "Tally",
    "WordCount",
    "networks_of",
    "with_neighbours",
]
