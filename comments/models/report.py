"""Readers' reports of comments that should not be shown."""

from django.db import models
from django.db.models import Q

from comments.models.comment import Comment

MAX_DETAIL = 300


class Reason(models.TextChoices):
    HARMFUL = "harmful", "Its advice could harm an animal"
    UNKIND = "unkind", "It is unkind or hateful"
    PRIVATE = "private", "It shows somebody’s private details"
    SPAM = "spam", "It advertises something"
    UPSETTING = "upsetting", "Its photo is upsetting"
    OTHER = "other", "Something else"


class Report(models.Model):
    """One reader's report; `settled_at` is when a moderator next decided on the comment.

    `sender_hash` recognises the reader for 30 days (senders.py), and is empty after that.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    detail = models.CharField(max_length=MAX_DETAIL, blank=True)
    sender_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="report_reason_is_known"),
            # Of two forms that one reader sends at once, the database takes one. Erased marks are empty
            # and count for nobody.
            models.UniqueConstraint(
                fields=["comment", "sender_hash"], condition=~Q(sender_hash=""), name="one_report_of_a_sender"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.comment}"
