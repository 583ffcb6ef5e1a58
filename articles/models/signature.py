"""What every signature of a vet holds, whatever it stands under."""

from django.conf import settings
from django.db import models

from articles.models.contributor import Contributor


class Signature(models.Model):
    """A vet's signature of one exact text; it does not cover any later change.

    `digest` is that of the text. Name, role and credentials are stored as they were on the
    day of signing.
    """

    digest = models.CharField(max_length=64)
    # A page names who signed it, so a vet who has signed cannot be deleted.
    vet = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="%(class)ss")
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=80)
    credentials = models.CharField(max_length=160, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField()
    review_due_on = models.DateField(help_text="When a vet should look at it again.")
    remarks = models.TextField(blank=True, help_text="For the editors; readers do not see it.")

    class Meta:
        abstract = True
        ordering = ["-signed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.signed_at:%-d %B %Y}"
