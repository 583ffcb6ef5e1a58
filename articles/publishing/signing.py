"""A vet's signature under a working copy."""

from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from articles.composing.compose import compose
from articles.drafts import editing
from articles.drafts.locking import lock_article
from articles.events import Happening, TextEvent, announce
from articles.models import Article, Contributor, Edition, SignOff
from articles.publishing.errors import InThePast, TextChanged
from articles.publishing.review import people_of
from articles.publishing.second_looks import stand_for
from articles.roles import SIGN, NotAllowed, Person, may, require
from articles.snapshots import SignatureSnapshot

NO_VET = "Only a login that belongs to a vet among the contributors can sign: ask whoever keeps the logins."


@transaction.atomic
def sign(
    article: Article, *, by: Person, review_due_on: date, digest: str | None = None, remarks: str = ""
) -> SignOff:
    """Sign the present working copy. The signature does not cover any later change.

    `digest` is that of the text the vet read. Raises NotAllowed, TextChanged, or InThePast
    when the next review would be due already.
    """
    article = lock_article(article.pk)
    require(by, SIGN, otherwise="Only vets sign a text.")
    vet = vet_of(by)
    refuse_past(review_due_on)
    editing.take_stock(compose(article), by=None)
    if digest is not None and digest != article.digest:
        raise TextChanged
    if digest is not None:
        stand_for(article, by=by)
    why = f"Signed by {vet.name}"
    version = editing.keep(article, by=by, why=f"{why}: {remarks}" if remarks else why)
    sign_off = SignOff.objects.create(
        article=article,
        digest=article.digest,
        review_due_on=review_due_on,
        remarks=remarks,
        version=version,
        **person_of(vet, by),
    )
    announce(
        TextEvent(
            Happening.SIGNED, article, by, remarks=remarks, writers=people_of(article), outcome=sign_off
        )
    )
    return sign_off


def refuse_past(review_due_on: date) -> None:
    """Raises InThePast when a next review would be due already."""
    if review_due_on <= timezone.localdate():
        raise InThePast


def person_of(vet: Contributor, by: Person) -> dict[str, Any]:
    """Return who signs and when. A signature keeps the name and the role that the vet had on that day."""
    return {
        "vet": vet,
        "name": vet.name,
        "role": vet.role,
        "credentials": vet.credentials,
        "signed_by_id": by.pk if by else None,
        "signed_at": timezone.now(),
    }


def vet_of(by: Person) -> Contributor:
    """Return the vet whose login this is. Raises NotAllowed, because nobody signs for another vet."""
    try:
        # Django raises ObjectDoesNotExist for a login without a contributor. The operator is None.
        contributor: Contributor | None = getattr(by, "contributor", None)
    except ObjectDoesNotExist:
        contributor = None
    if contributor is None or not contributor.is_vet:
        raise NotAllowed(NO_VET)
    return contributor


def can_sign(by: Person) -> bool:
    """Whether `by` has the right, and is a vet whom readers see. Superusers often have only the right."""
    return may(by, SIGN) and is_vet(by)


def is_vet(by: Person) -> bool:
    """Whether the login belongs to a vet among the contributors."""
    try:
        vet_of(by)
    except NotAllowed:
        return False
    return True


def sign_off_of(article: Article) -> SignOff | None:
    """Return the latest signature under this exact text. The stored digest tells."""
    return article.sign_offs.filter(digest=article.digest).first() if article.digest else None


def carry_signature(edition: Edition, article: Article) -> None:
    """Copy the signature under this exact text to the edition, which is not saved yet."""
    sign_off = sign_off_of(article)
    if sign_off is not None:
        edition.sign_off = sign_off
        edition.signature = _snapshot(sign_off)
        edition.review_due_on = sign_off.review_due_on


def _snapshot(sign_off: SignOff) -> SignatureSnapshot:
    return {
        "name": sign_off.name,
        "role": sign_off.role,
        "credentials": sign_off.credentials,
        "initials": sign_off.vet.initials,
        "signed_on": timezone.localdate(sign_off.signed_at).isoformat(),
    }
