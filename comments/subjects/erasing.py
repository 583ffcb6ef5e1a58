"""Erases what is kept for an e-mail address, as if its owner had deleted each comment."""

from django.contrib.auth.models import User

from comments import mail
from comments.subjects.holding import comments_of
from comments.writing.withdrawing import take_back

# Each comment is taken back in a transaction of its own, so that nobody waits long for its locks.
BATCH = 100


def erase(address: str, *, by: User | None = None, most: int | None = None) -> int:
    """Take back every comment with the address, oldest first, and forget the address.

    `by` is whose login it is done with, for the log of decisions. Returns how many comments were
    erased: at most `most`, and then some may be left.
    """
    theirs, last, gone = comments_of(address), 0, 0
    while size := BATCH if most is None else min(BATCH, most - gone):
        # Only upwards: a comment that comes in again and again must not keep this going for ever.
        batch = list(theirs.filter(pk__gt=last).only("pk", "article").order_by("pk")[:size])
        if not batch:
            break
        # Its writer may have changed a comment meanwhile, or deleted it.
        last, gone = batch[-1].pk, gone + sum(take_back(one, by=by, address=address) for one in batch)
    # Also where no comment was left: letters may wait, and the address may be confirmed.
    mail.forget_address(address)
    return gone
