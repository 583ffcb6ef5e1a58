"""A vet's signature under an article."""

from django.db import models

from articles.models.article import Article
from articles.models.signature import Signature


class SignOff(Signature):
    """A vet's signature of one exact working copy of an article.

    `digest` covers everything that a reader would see (articles/drafts/fingerprint.py).
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sign_offs")
    # The signed row of the history. The vet's page compares it with the present text.
    version = models.ForeignKey(
        "articles.HistoricalArticle", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta(Signature.Meta):
        indexes = [models.Index(fields=["article", "digest", "-signed_at"], name="sign_off_of_text")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(digest=""), name="sign_off_names_its_text"),
            models.CheckConstraint(condition=~models.Q(name=""), name="sign_off_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} under {self.article}"
