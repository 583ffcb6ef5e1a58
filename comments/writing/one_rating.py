"""One rating of each reader for each article, as best it can be told without an account.

A reader is told by a hash of their network address that is made for this article alone. Two
people behind one connection count as one; after 30 days nobody is recognised any more.
"""

from django.db import IntegrityError
from django.utils import timezone

from articles.models import Edition
from comments.addresses import Sender
from comments.forgetting import RECOGNISED
from comments.models import Comment

CONSTRAINT = "one_rating_of_a_reader"


class AlreadyRated(Exception):
    """The message is meant for the reader."""

    def __init__(self) -> None:
        super().__init__(
            "This article was rated from your connection already. The private link you got then changes "
            "that rating. To send words alone, choose “No rating”."
        )


def reader_hash(edition: Edition, sender: Sender) -> str:
    """A page that was written anew may be rated anew."""
    return sender.hash_for(f"rating:{edition.article_id}:{edition.writing}")


def require_first(comment: Comment) -> None:
    """Raises AlreadyRated. Marks that are too old are erased first, should nobody have done so yet."""
    if not comment.reader_hash:
        return
    marked = Comment.objects.filter(
        article=comment.article_id, reader_hash=comment.reader_hash, rating__isnull=False
    )
    marked.filter(created_at__lt=timezone.now() - RECOGNISED).update(reader_hash="")
    if marked.exclude(pk=comment.pk).exists():
        raise AlreadyRated


def is_second(error: IntegrityError) -> bool:
    """Whether another rating of the same reader was stored in the same moment."""
    return CONSTRAINT in str(error)
