"""Everything that shows, hides or deletes a comment.

Each function that decides changes the comment, logs the decision and recounts the article in one
transaction. Those that rescore change what moderators are told of held comments, and decide nothing.
"""

from comments.moderation.bulk import MOST_AT_ONCE, BulkOutcome, decide_on_many, in_order, undo_batch
from comments.moderation.consequences import replies_after, replies_after_all
from comments.moderation.counting import recount
from comments.moderation.deciders import decider_of, last_decider_of
from comments.moderation.deciding import (
    STATUS_AFTER,
    DecisionOutcome,
    approve,
    decide,
    hide_reported,
    hold,
    mark_spam,
    reject,
    what_was_seen,
)
from comments.moderation.overtaking import DONE
from comments.moderation.photos import blur, remove_photo, unblur
from comments.moderation.removing import delete
from comments.moderation.rescoring import (
    UNBOUNDED,
    RescoreBounds,
    Rescored,
    rescore_blocks,
    rescore_dangers,
    rescore_phrases,
)
from comments.moderation.retention import erase_addresses, erase_comments, erase_earlier_texts
from comments.moderation.undoing import UNDOABLE, CannotUndo, undo, why_each_not, why_not

__all__ = [
    "DONE",
    "MOST_AT_ONCE",
    "STATUS_AFTER",
    "UNBOUNDED",
    "UNDOABLE",
    "BulkOutcome",
    "CannotUndo",
    "DecisionOutcome",
    "RescoreBounds",
    "Rescored",
    "approve",
    "blur",
    "decide",
    "decide_on_many",
    "decider_of",
    "delete",
    "erase_addresses",
    "erase_comments",
    "erase_earlier_texts",
    "hide_reported",
    "hold",
    "in_order",
    "last_decider_of",
    "mark_spam",
    "recount",
    "reject",
    "remove_photo",
    "replies_after",
    "replies_after_all",
    "rescore_blocks",
    "rescore_dangers",
    "rescore_phrases",
    "unblur",
    "undo",
    "undo_batch",
    "what_was_seen",
    "why_each_not",
    "why_not",
]
