"""A vet's signature."""

from django.conf import settings
from django.db import models

from articles.models.article import Article
from articles.models.contributor import Contributor


class SignOff(models.Model):
    """A vet's signature of one exact working copy; it does not cover any later change.

    `digest` covers everything that a reader would see (articles/drafts/fingerprint.py). Name,
    role and credentials are stored as they were on the day of signing.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sign_offs")
    digest = models.CharField(max_length=64)
    # A page names who signed it, so a vet who has signed cannot be deleted.
    vet = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="sign_offs")
    name = models.CharField(max_length=80)
    role = models.CharField(max_length=80)
    credentials = models.CharField(max_length=160, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField()
    review_due_on = models.DateField(help_text="When a vet should look at it again.")
    remarks = models.TextField(blank=True, help_text="For the editors; readers do not see it.")
    # The signed row of the history. The vet's page compares it with the present text.
    version = models.ForeignKey(
        "articles.HistoricalArticle", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-signed_at", "-pk"]
        indexes = [models.Index(fields=["article", "digest", "-signed_at"], name="sign_off_of_text")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(digest=""), name="sign_off_names_its_text"),
            models.CheckConstraint(condition=~models.Q(name=""), name="sign_off_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} under {self.article}"
