"""How many comments and reports one sender has sent."""

from django.db import models


class Tally(models.Model):
    """How many comments or reports one sender has sent in one window of time; see limits.py.

    `sender` is a keyed hash that changes daily (senders.py), or stands for everybody. The table
    is unlogged, so a crash of the database empties it; a few more comments are taken then.
    """

    sender = models.CharField(max_length=64)
    span = models.DurationField()
    starts_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(fields=["sender", "span", "starts_at"], name="tally_of_a_window")
        ]

    def __str__(self) -> str:
        return f"{self.count} within {self.span} from {self.starts_at}"
