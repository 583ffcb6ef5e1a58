"""A vet's signature under a row that is no article: a sign, a poison line, a check."""

import hashlib
import json
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from articles.models.signature import Signature


class RowSignature(Signature):
    """A vet's signature of a row, for as long as the row says what it said on that day."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    row = GenericForeignKey()

    class Meta(Signature.Meta):
        indexes = [
            models.Index(fields=["content_type", "object_id", "-signed_at"], name="row_signatures_of_row")
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(digest=""), name="row_signature_names_its_text"),
            models.CheckConstraint(condition=~models.Q(name=""), name="row_signature_has_a_name"),
        ]


class SignedRow(models.Model):
    """A row that a vet can sign. A list of such rows must prefetch `signatures`."""

    signatures = GenericRelation(RowSignature)

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
