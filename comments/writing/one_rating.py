"""Each reader rates an article once, as far as readers can be recognised without accounts.

A reader is recognised by a hash of their network address that is made for this article alone. Two
people who share a connection count as one, and after 30 days nobody is recognised any more. Wider
networks count a few times (limits.FOR_ONE_THING), since somebody may have all of their addresses.

A second person's words are taken all the same. Their stars are kept with them and shown to them,
but not counted.
"""

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone

from comments.forgetting import NO_READER, RECOGNISED
from comments.limits import FOR_ONE_THING
from comments.models import Comment
from comments.senders import NetworkLevel, Sender

# In models/comment.py. Any other error of the database is no second rating.
CONSTRAINT = "one_rating_of_a_reader"
COLUMNS = {
    NetworkLevel.HOME: "reader_hash",
    NetworkLevel.SITE: "reader_site_hash",
    NetworkLevel.ALLOCATION: "reader_network_hash",
    NetworkLevel.ADDRESS: "reader_hash",
    NetworkLevel.BLOCK: "reader_network_hash",
}


class AlreadyRated(Exception):
    """Stars without words, which cannot be counted, so nothing is left to take. It is for the reader."""

    def __init__(self) -> None:
        super().__init__(
            "Thank you. Somebody on your connection or network has rated this article already, and each "
            "connection counts once, so your stars cannot be added. Your words are welcome: write a comment, "
            "and we take it. If the rating is yours, the private link that you got changes it."
        )


def claim(comment: Comment, stars: int | None, sender: Sender) -> None:
    """Give the comment its stars: counted if they are its reader's first, otherwise only kept.

    Called after limits.count(), whose rows make two requests of one network wait for each other.
    Saves nothing but old hashes, which the daily command may not have erased yet.
    Raises AlreadyRated if there are no words beside the stars.
    """
    let_go(comment)
    if not stars:
        return
    if comment.edition is None:
        comment.rating = stars
        return
    # The hashes differ for a text that was written anew, so that a reader may rate that one too.
    hashes = sender.hashes_for(f"rating:{comment.edition.article_id}:{comment.edition.writing}")
    if not _may_count(comment, hashes):
        keep_uncounted(comment, stars)
        return
    comment.rating = stars
    for level, hashed in hashes.items():
        setattr(comment, COLUMNS[level], hashed)


def save_with_stars(comment: Comment, stars: int | None, sender: Sender) -> None:
    """As claim(), and save the comment. Called inside a transaction."""
    claim(comment, stars, sender)
    try:
        with transaction.atomic():
            comment.save()
    except IntegrityError as error:
        # At midnight, when the keys of limits.py change, two requests of one reader may pass each other.
        if CONSTRAINT not in str(error):
            raise
        keep_uncounted(comment, stars)
        comment.save()


def keep_uncounted(comment: Comment, stars: int | None) -> None:
    let_go(comment)
    if not comment.text:
        raise AlreadyRated
    comment.uncounted_rating = stars


def let_go(comment: Comment) -> None:
    comment.rating = comment.uncounted_rating = None
    for column, nobody in NO_READER.items():
        setattr(comment, column, nobody)


def stars_of(comment: Comment) -> int | None:
    """What its writer chose, whether it is counted or not."""
    return comment.rating or comment.uncounted_rating


def _may_count(comment: Comment, hashes: dict[NetworkLevel, str]) -> bool:
    rated = Comment.objects.filter(article=comment.article_id, rating__isnull=False).exclude(reader_hash="")
    rated.filter(created_at__lt=timezone.now() - RECOGNISED).update(**NO_READER)
    numbers = {
        level.name: Count("pk", filter=Q(**{COLUMNS[level]: hashed})) for level, hashed in hashes.items()
    }
    counted = rated.exclude(pk=comment.pk).aggregate(**numbers)
    return all(counted[level.name] < FOR_ONE_THING[level] for level in hashes)
