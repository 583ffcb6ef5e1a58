"""The moderators' desk, and what editors are told of ratings: importing this registers everything."""

from comments.admin import decision, low_rating, report, spam_phrase
from comments.admin.comment import CommentAdmin

__all__ = ["CommentAdmin", "decision", "low_rating", "report", "spam_phrase"]
