"""How long the site remembers what it knows of readers' network addresses."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.contrib.postgres.functions import RandomUUID
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from comments import mail
from comments.models import Comment, CommentBlock, HelpfulVote, Report, Tally

# Address hashes change daily and no limit is longer than a day, so an older hash is of no use.
KEPT = timedelta(days=2)
# For so long the site knows who has rated an article or reported a comment, by a hash for that alone;
# from which networks a comment came, by hashes for that alone; and whom a block that is over was about.
RECOGNISED = timedelta(days=30)
FORGOTTEN = "forgotten-"
# The digest of an imported comment begins so. It is made of its number elsewhere, and of no address.
IMPORTED = "imported-"
# The columns of a comment that recognise who rated, when they recognise nobody.
NO_READER = dict.fromkeys(("reader_hash", "reader_site_hash", "reader_network_hash"), "")


def forget(now: datetime | None = None) -> int:
    """Erase all hashes of network addresses that are no longer needed; returns how many rows had one.

    Of a block that is over, the hash of a writer and the address of a mailbox go too. Comments, votes,
    reports and blocks stay. The digest of a submission was made from the address too, so
    a random value takes its place; a double submit comes within minutes.
    """
    return sum(_erase(now or timezone.now()))


def _erase(now: datetime) -> Iterator[int]:
    old, very_old = now - KEPT, now - RECOGNISED
    yield Tally.objects.filter(starts_at__lt=old).delete()[0]
    # The comment stores how many there were.
    yield HelpfulVote.objects.filter(created_at__lt=old).delete()[0]
    digests = Comment.objects.filter(created_at__lt=old)
    digests = digests.exclude(submission__startswith=FORGOTTEN).exclude(submission__startswith=IMPORTED)
    yield digests.update(submission=Concat(Value(FORGOTTEN), Cast(RandomUUID(), CharField())))
    yield Comment.objects.filter(created_at__lt=very_old).exclude(reader_hash="").update(**NO_READER)
    yield Comment.objects.filter(created_at__lt=very_old, origin__isnull=False).update(origin=None)
    yield CommentBlock.objects.over_since(very_old).forget()
    yield mail.forget_unconfirmed(now)
    reports = Report.objects.filter(created_at__lt=very_old).exclude(sender_hash="")
    yield reports.update(sender_hash="", network_hash="")
