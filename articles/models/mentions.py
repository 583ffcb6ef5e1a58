"""The articles and pictures to which an article's text and gallery refer.

Rows without an edition are about the working copy, the others about a published edition.
articles/composing/mentions.py writes both.
"""

from django.db import models
from django.db.models import Q

from articles.models.article import Article
from articles.models.edition import Edition
from articles.models.picture import Picture


class InternalLink(models.Model):
    """A link or card that leads from one article to another."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="links_out")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    target = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="links_in")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "target"], condition=Q(edition=None), name="link_is_once_in_working_copy"
            ),
            models.UniqueConstraint(
                fields=["edition", "target"], condition=~Q(edition=None), name="link_is_once_in_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} → {self.target}"


class PictureUse(models.Model):
    """A picture's place in an article: in its gallery or its text."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="picture_uses")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="mentions")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "picture"], condition=Q(edition=None), name="use_is_once_in_working_copy"
            ),
            models.UniqueConstraint(
                fields=["edition", "picture"], condition=~Q(edition=None), name="use_is_once_in_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.picture} in {self.article}"
