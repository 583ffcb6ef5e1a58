"""Whom moderators know from before."""

from django.db.models import Exists

from comments.mail.recipients import hash_of
from comments.models import Comment, Recipient, Status
from comments.spam.folding import storable


def is_trusted(email: str) -> bool:
    """An address that was confirmed, with a comment approved under it and none refused.

    Anybody can type an address that is not theirs, and it is never shown: this is a reason
    to look less closely, and no proof.
    """
    return _stands(email, none_refused=True)


def was_approved_before(email: str) -> bool:
    return _stands(email, none_refused=False)


def _stands(email: str, *, none_refused: bool) -> bool:
    given = storable(email).strip().lower()
    if not given:
        return False
    theirs = Comment.objects.filter(email=given)
    known = Recipient.objects.filter(address_hash=hash_of(given), confirmed_at__isnull=False)
    known = known.filter(Exists(theirs.filter(status=Status.APPROVED)))
    if none_refused:
        known = known.exclude(Exists(theirs.filter(status__in=[Status.REJECTED, Status.SPAM])))
    return known.exists()
