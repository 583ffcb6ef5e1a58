"""Old addresses of pages, which redirect readers to the present ones."""

from django.db import models
from django.db.models import Q

from articles.models.article import Article


class Redirect(models.Model):
    """An old address that redirects to an article at its present address.

    The target is the article and not an address, so moving an article again makes no chain of
    redirects. articles/publishing/addresses.py holds the other rules.
    """

    old_path = models.CharField(
        "old address", max_length=200, unique=True, help_text="/articles/its-old-name/"
    )
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="redirects")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["old_path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(old_path__startswith="/") & Q(old_path__endswith="/"),
                name="redirect_path_is_a_page",
                violation_error_message="An address begins and ends with a slash: /articles/its-old-name/",
            )
        ]

    def __str__(self) -> str:
        return self.old_path
