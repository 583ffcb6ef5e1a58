"""A vet's signature under a row that is no article."""

from datetime import date
from typing import cast

from django.db import transaction

from articles.events import Happening, TextEvent, announce
from articles.models import RowSignature, SignedRow
from articles.publishing.errors import TextChanged
from articles.publishing.signing import person_of, refuse_past, vet_of
from articles.roles import SIGN, Person, require


@transaction.atomic
def sign_row(
    row: SignedRow, *, by: Person, review_due_on: date, digest: str, remarks: str = ""
) -> RowSignature:
    """Sign what the row says now. The signature does not cover any later change.

    `digest` is that of the text the vet read. Raises NotAllowed, TextChanged, or InThePast
    when the next review would be due already.
    """
    require(by, SIGN, otherwise="Only vets sign what readers are told.")
    vet = vet_of(by)
    refuse_past(review_due_on)
    # Locked, so that nobody changes it between this comparison and the signature.
    row = type(row)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
    if digest != row.text_digest():
        raise TextChanged
    signature = row.signatures.create(
        digest=digest, review_due_on=review_due_on, remarks=remarks, **person_of(vet, by)
    )
    announce(TextEvent(Happening.SIGNED, row, by, remarks=remarks, outcome=signature))
    return cast(RowSignature, signature)
