"""Readers' reports of comments that should not be shown."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from comments.models.comment import Comment

MAX_DETAIL = 300


class Reason(models.TextChoices):
    HARMFUL = "harmful", "Its advice could harm an animal"
    UNKIND = "unkind", "It is unkind or hateful"
    PRIVATE = "private", "It shows somebody’s private details"
    SPAM = "spam", "It advertises something"
    UPSETTING = "upsetting", "Its photo is upsetting"
    OTHER = "other", "Something else"


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(settled_at__isnull=True)


class Report(models.Model):
    """One reader's report; `settled_at` is when a moderator next decided on the comment.

    - `sender_hash`: recognises the reader for 30 days (senders.py), and is empty after that.
    - `network_hash`: recognises the widest network that holds the reader, as long.
    - `network`: a number that reports of one comment share if they came from one network. It says
      nothing of which, so it stays. None if the report is older than this column.
    - `is_blocked`: it came from a blocked connection, and helps to hide nothing.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    detail = models.CharField(max_length=MAX_DETAIL, blank=True)
    sender_hash = models.CharField(max_length=64, blank=True)
    network_hash = models.CharField(max_length=64, blank=True, db_default="")
    network = models.PositiveIntegerField(null=True, blank=True)
    is_blocked = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            # Few reports wait, among all that were ever sent.
            models.Index(
                fields=["reason", "comment"], name="report_open", condition=Q(settled_at__isnull=True)
            )
        ]
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


def with_neighbours(reports: models.QuerySet[Report]) -> models.QuerySet[Report]:
    """With `neighbours`: how many other reports of the same comment came from the same network."""
    same = Report.objects.filter(comment=OuterRef("comment"), network=OuterRef("network")).order_by()
    number = same.values("network").annotate(number=Count("pk")).values("number")
    return reports.annotate(neighbours=Coalesce(Subquery(number) - 1, 0))


def networks_of(reports: Iterable[Report]) -> int:
    """From how many networks reports of one comment came. One without a number counts for itself."""
    numbers = [report.network for report in reports]
    return len(set(numbers) - {None}) + numbers.count(None)
