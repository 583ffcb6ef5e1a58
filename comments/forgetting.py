"""What the site may not remember of readers for longer than it needs."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.contrib.postgres.functions import RandomUUID
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from comments import mail
from comments.models import Comment, HelpfulVote, Report, Tally

# Keys of address hashes change daily, and the longest limit is a day: what is older recognises nobody.
KEPT = timedelta(days=2)
# Who rated an article and who reported a comment is told apart for longer, by hashes of that alone.
RECOGNISED = timedelta(days=30)
FORGOTTEN = "forgotten-"


def forget(now: datetime | None = None) -> int:
    """Erase all traces of network addresses that are older than needed; how many rows had one.

    Comments, votes and reports keep what they say. The fingerprint of a comment, which a double
    submit would have matched, was made from the address too: a random one takes its place.
    """
    return sum(_erase(now or timezone.now()))


def _erase(now: datetime) -> Iterator[int]:
    old, very_old = now - KEPT, now - RECOGNISED
    yield Tally.objects.filter(starts_at__lt=old).delete()[0]
    # Their number is stored with the comment.
    yield HelpfulVote.objects.filter(created_at__lt=old).delete()[0]
    fingerprints = Comment.objects.filter(created_at__lt=old).exclude(submission__startswith=FORGOTTEN)
    yield fingerprints.update(submission=Concat(Value(FORGOTTEN), Cast(RandomUUID(), CharField())))
    yield Comment.objects.filter(created_at__lt=very_old).exclude(reader_hash="").update(reader_hash="")
    yield mail.forget_unconfirmed(now)
    yield Report.objects.filter(created_at__lt=very_old).exclude(sender_hash="").update(sender_hash="")
