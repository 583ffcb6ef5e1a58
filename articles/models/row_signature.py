"""A vet's signature under a row that is no article: a sign, a poison line, a check."""

import hashlib
import json
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.utils import timezone

from articles.models.signature import Signature

# What a signature may stand under, by the key that leads to it.
ROWS = ("sign", "line", "check_of")


def _only(name: str) -> models.Q:
    return models.Q(**{f"{row}__isnull": row != name for row in ROWS})


class RowSignature(Signature):
    """A vet's signature of a row, for as long as the row says what it said on that day."""

    sign = models.ForeignKey(
        "articles.EmergencySign", on_delete=models.CASCADE, null=True, related_name="signatures"
    )
    line = models.ForeignKey(
        "articles.PoisonLine", on_delete=models.CASCADE, null=True, related_name="signatures"
    )
    check_of = models.ForeignKey(
        "articles.SymptomCheck", on_delete=models.CASCADE, null=True, related_name="signatures"
    )

    class Meta(Signature.Meta):
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, map(_only, ROWS)), name="row_signature_stands_under_one_row"
            ),
            models.CheckConstraint(condition=~models.Q(digest=""), name="row_signature_names_its_text"),
            models.CheckConstraint(condition=~models.Q(name=""), name="row_signature_has_a_name"),
        ]


class SignedRow(models.Model):
    """A row that a vet can sign. A list of such rows must prefetch `signatures`."""

    # The manager that a foreign key of RowSignature gives to each of these models.
    signatures: Any

    class Meta:
        abstract = True

    def what_a_vet_signs(self) -> dict[str, Any]:
        """Everything about animals and telephones that readers see of the row, as JSON can hold it."""
        raise NotImplementedError

    def text_digest(self) -> str:
        """Return the digest to which a signature of the present text is bound: SHA-256 in hexadecimal."""
        return digest_of_text(self.what_a_vet_signs())

    def signature_of(self, digest: str) -> RowSignature | None:
        """Return the latest signature under the text with this digest."""
        return next((one for one in self.signatures.all() if one.digest == digest), None)

    @property
    def signature(self) -> RowSignature | None:
        """The latest signature under the present text."""
        return self.signature_of(self.text_digest())

    @property
    def review_is_overdue(self) -> bool:
        """Whether the signature under the present text asked for a review before today."""
        signature = self.signature
        return signature is not None and signature.review_due_on < timezone.localdate()


def digest_of_text(text: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(text, sort_keys=True).encode()).hexdigest()
