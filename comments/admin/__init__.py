"""The admin of comments, for moderators, and of low ratings, for editors. Importing it registers all."""

from comments.admin import block, decision, held_address, low_rating, report, spam_phrase
from comments.admin.comment import CommentAdmin

__all__ = ["CommentAdmin", "block", "decision", "held_address", "low_rating", "report", "spam_phrase"]
