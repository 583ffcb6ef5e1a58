"""Who has an article open, and what they typed that no save has taken yet."""

from django.conf import settings
from django.db import models

from articles.models.article import Article


class EditingSession(models.Model):
    """One person at one article's form, in any number of windows.

    `form` is {window: entry}: what each window sent that the working copy did not take, because
    it is not fit to be saved yet or somebody else was faster; articles/drafts/sessions.py
    says what an entry holds.
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
