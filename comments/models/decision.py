"""The log of moderators' decisions."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import F, Q

from articles.models import Article
from comments.models.comment import Comment, Status


class Action(models.TextChoices):
    APPROVE = "approve", "Approved"
    REJECT = "reject", "Rejected"
    SPAM = "spam", "Marked as spam"
    HIDE = "hide", "Hidden after reports"
    HOLD = "hold", "Held again"
    BLUR = "blur", "Photo blurred"
    UNBLUR = "unblur", "Photo no longer blurred"
    REMOVE_PHOTO = "remove-photo", "Photo removed"
    REPLY = "reply", "Replied"
    DELETE = "delete", "Deleted"
    UNDO = "undo", "Undone"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def in_batch(self, number: int) -> Self:
        return self.filter(batch=number)


# Of each bulk the first decision, and all that were decided one by one.
HEADS = Q(batch__isnull=True) | Q(batch=F("id"))


class Decision(models.Model):
    """One decision on one comment; it outlives the comment, and repeats nothing of its text.

    - `before` and `after`: the comment's status.
    - `was_reported`: the comment's `is_reported` before it.
    - `by`: None where the site itself decided.
    - `batch`: the number of the first of the decisions that were made together, in this one too;
      None where it was made alone.
    """

    comment = models.ForeignKey(Comment, on_delete=models.SET_NULL, null=True, related_name="decisions")
    # The number outlives the comment, whose foreign key becomes empty when it is deleted.
    comment_number = models.BigIntegerField(db_index=True)
    # Kept apart from the comment, because the log names the article when the comment is gone.
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=12, choices=Action.choices)
    before = models.CharField(max_length=10, choices=Status.choices, blank=True)
    after = models.CharField(max_length=10, choices=Status.choices, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    was_reported = models.BooleanField(default=False, db_default=False)
    batch = models.BigIntegerField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            # The log shows these, and thousands of decisions that were made together in one line.
            models.Index(fields=["-at", "-id"], name="decision_heads", condition=HEADS),
            models.Index(fields=["batch", "id"], name="decision_batch", condition=Q(batch__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(action__in=Action.values), name="decision_action_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: comment {self.comment_number}"

    @classmethod
    def on(
        cls,
        comment: Comment,
        action: Action,
        *,
        by: AbstractBaseUser | None,
        before: str = "",
        after: str = "",
    ) -> Self:
        """A new decision; the caller stores it."""
        return cls(
            comment=comment,
            comment_number=comment.pk,
            article_id=comment.article_id,
            action=action,
            before=before,
            after=after,
            was_reported=comment.is_reported,
            by=by,
        )
