"""Who has an article open, and what they typed that is not in the working copy yet."""

from django.conf import settings
from django.db import models

from articles.models.article import Article


class EditingSession(models.Model):
    """One person with one article's form open, in any number of windows.

    `form` is {window: entry}. An entry holds what a window sent and the working copy could not
    take: it is not valid yet, or somebody else saved first. articles/drafts/sessions.py
    describes an entry.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sessions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    form = models.JSONField(null=True, blank=True)
    form_saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-seen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="one_session_of_a_person_at_an_article")
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.article}"
