"""Readers who found a comment helpful."""

from django.db import models

from comments.models.comment import Comment


class HelpfulVote(models.Model):
    """A network address has one vote a day, recognised by its hash of that day (senders.py)."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="votes")
    sender_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "sender_hash"], name="one_vote_of_a_sender_a_day")
        ]

    def __str__(self) -> str:
        return f"Helpful: {self.comment}"
