"""Each reader rates an article once, as far as readers can be recognised without accounts.

A reader is recognised by a hash of their network address that is made for this article alone. Two
people who share a connection count as one, and after 30 days nobody is recognised any more.
"""

from django.db import IntegrityError
from django.utils import timezone

from articles.models import Edition
from comments.forgetting import RECOGNISED
from comments.models import Comment
from comments.senders import Sender

# In models/comment.py. Any other error of the database is no second rating.
CONSTRAINT = "one_rating_of_a_reader"


class AlreadyRated(Exception):
    """Its message is for the reader."""

    def __init__(self) -> None:
        super().__init__(
            "This article was rated from your connection already. The private link you got then changes "
            "that rating. To send words alone, choose “No rating”."
        )


def reader_hash(edition: Edition, sender: Sender) -> str:
    """The hash differs for a text that was written anew, so that a reader may rate that one too."""
    return sender.hash_for(f"rating:{edition.article_id}:{edition.writing}")


def require_first(comment: Comment) -> None:
    """Raises AlreadyRated. Hashes that are too old are erased first: the daily command may be late."""
    if not comment.reader_hash:
        return
    marked = Comment.objects.filter(
        article=comment.article_id, reader_hash=comment.reader_hash, rating__isnull=False
    )
    marked.filter(created_at__lt=timezone.now() - RECOGNISED).update(reader_hash="")
    if marked.exclude(pk=comment.pk).exists():
        raise AlreadyRated


def is_second(error: IntegrityError) -> bool:
    """Whether the database refused a rating because the same reader's was stored a moment earlier."""
    return CONSTRAINT in str(error)
