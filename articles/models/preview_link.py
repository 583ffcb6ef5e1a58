"""Secret addresses that show a draft."""

from datetime import datetime

from django.conf import settings
from django.db import models

from articles.models.article import Article


class PreviewLink(models.Model):
    """A link that shows an article's working copy to whoever has its token, until it expires.

    `token_hash` is the SHA-256 of the token, so nobody can open a draft with what the database
    stores. An editor can revoke the link earlier.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="preview_links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.CharField(max_length=120, blank=True, help_text="Who it is for, for the editors.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Preview of {self.article}"

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at
