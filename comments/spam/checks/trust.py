"""Writers whose earlier comments moderators approved."""

from django.db.models import Exists

from comments.mail.recipients import hash_of
from comments.models import Comment, Recipient, Status
from comments.spam.folding import storable


def is_trusted(email: str) -> bool:
    """Whether the address was confirmed, and its comments were approved and never refused.

    It is no proof: anybody can type somebody else's address into the form.
    """
    return _has_approved(email, none_refused=True)


def was_approved_before(email: str) -> bool:
    return _has_approved(email, none_refused=False)


def _has_approved(email: str, *, none_refused: bool) -> bool:
    given = storable(email).strip().lower()
    if not given:
        return False
    theirs = Comment.objects.filter(email=given)
    known = Recipient.objects.filter(address_hash=hash_of(given), confirmed_at__isnull=False)
    known = known.filter(Exists(theirs.filter(status=Status.APPROVED)))
    if none_refused:
        known = known.exclude(Exists(theirs.filter(status__in=[Status.REJECTED, Status.SPAM])))
    return known.exists()
