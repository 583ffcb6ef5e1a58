"""Who has an article open, and what they typed that no save has taken yet."""

from django.conf import settings
from django.db import models

from articles.models.article import Article


class EditingSession(models.Model):
    """One person at one article's form.

    `form` is the whole form as last sent by the autosave, {name: [values]}, kept until a save
    takes it: it also holds what is not fit to be saved yet. `tab` is the window that sent it,
    and `saved_version` the version of the article which that window made by its last autosave.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sessions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    form = models.JSONField(null=True, blank=True)
    form_saved_at = models.DateTimeField(null=True, blank=True)
    base_version = models.PositiveIntegerField(null=True, blank=True)
    tab = models.CharField(max_length=36, blank=True)
    saved_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-seen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="one_session_of_a_person_at_an_article")
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.article}"
