"""The admin of comments, for moderators; a part of it for vets and editors. Importing it registers all."""

from comments.admin import block, day, decision, held_address, low_rating, report, shown_comment, spam_phrase
from comments.admin.comment import CommentAdmin

__all__ = [
    "CommentAdmin",
    "block",
    "day",
    "decision",
    "held_address",
    "low_rating",
    "report",
    "shown_comment",
    "spam_phrase",
]
