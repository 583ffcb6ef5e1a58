"""How often something came from one sender."""

from django.db import models


class Tally(models.Model):
    """How many comments came from one sender in one span of time; see limits.py.

    `sender` is a keyed hash that changes daily (addresses.py), or stands for everybody. The
    table is unlogged: a crash of the database empties it, which lets a few more comments in.
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
