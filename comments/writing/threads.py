"""Threads are one level deep: the answer to a reply stands under the same comment as the reply."""

from comments.models import Comment


def top_of(comment: Comment) -> Comment:
    """The comment under which a reply to `comment` stands."""
    return comment.parent or comment
