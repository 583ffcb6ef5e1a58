"""What the site may not remember of readers for longer than it needs."""

from datetime import datetime, timedelta

from django.contrib.postgres.functions import RandomUUID
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from comments.models import Comment, Tally

# Keys of address hashes change daily, and the longest limit is a day: what is older recognises nobody.
KEPT = timedelta(days=2)
FORGOTTEN = "forgotten-"


def forget(now: datetime | None = None) -> int:
    """Erase all traces of network addresses that are older than needed; how many rows had one.

    A comment keeps its words. Its fingerprint, which a double submit would have matched, was
    made from the address too: a random one takes its place.
    """
    before = (now or timezone.now()) - KEPT
    tallies, _ = Tally.objects.filter(starts_at__lt=before).delete()
    fingerprints = Comment.objects.filter(created_at__lt=before).exclude(submission__startswith=FORGOTTEN)
    return tallies + fingerprints.update(submission=Concat(Value(FORGOTTEN), Cast(RandomUUID(), CharField())))
