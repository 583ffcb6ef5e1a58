"""What reviewers note beside a passage of a working copy, and what is answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.article import Article

MAX_WORDS = 300
MAX_TEXT = 2000
# The fields of an article in which a passage can be quoted.
PLACES = ("title", "standfirst", "answer", "key_points", "description", "body")


class Remark(models.Model):
    """A reviewer's remark. It stays with the article, also when it is resolved.

    `words` quotes the passage, so that it is found again after edits; empty for the whole text.
    `place` is a field of the article, and `line` counts from 1 in it as it was read then.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="remarks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    place = models.CharField(max_length=30, default="body")
    line = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=MAX_WORDS, blank=True)
    text = models.TextField(max_length=MAX_TEXT)
    # Of the text that was read.
    digest = models.CharField(max_length=64, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["made_at", "pk"]
        # They are made and answered on the pages of the article, never as rows of a list.
        default_permissions = ()
        indexes = [
            models.Index(fields=["article"], condition=Q(resolved_at=None), name="remark_unresolved"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
            models.CheckConstraint(condition=Q(place__in=PLACES), name="remark_place_is_known"),
            # The other way round would not hold: a login may be deleted afterwards.
            models.CheckConstraint(
                condition=Q(resolved_by=None) | ~Q(resolved_at=None), name="remark_resolver_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class RemarkAnswer(models.Model):
    """An answer under a remark."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    text = models.TextField(max_length=MAX_TEXT)

    class Meta:
        ordering = ["made_at", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="remark_answer_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
