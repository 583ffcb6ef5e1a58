"""The people to whom the site may write, and the letters that wait to be sent."""

from django.db import models
from django.utils import timezone

from comments.models.comment import MAX_EMAIL, Comment


class Recipient(models.Model):
    """An e-mail address that somebody gave with a comment, as a keyed hash (mail/recipients.py).

    Only the comments store the address itself, so this row may stay when they are deleted. Until
    its owner confirms it, it gets a single letter, which asks for that. `stopped_at` is when the
    owner asked for no more letters.
    """

    address_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Recipient {self.pk}"


class HeldAddress(Recipient):
    """An address as those see it who answer its owner: with all that is kept for it (comments/subjects/).

    It has no list, because nobody needs to see whose addresses there are.
    """

    class Meta:
        proxy = True
        # To see and export, and to erase.
        default_permissions = ("view", "delete")
        verbose_name = "e-mail address"
        verbose_name_plural = "what we hold about an address"


class QueuedMail(models.Model):
    """A letter that is not sent yet; its row is deleted when it is sent, and with its comment."""

    to = models.EmailField(max_length=MAX_EMAIL)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="letters"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now, db_index=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["next_try_at", "pk"]

    def __str__(self) -> str:
        return f"{self.subject}, to {self.to}"


class DigestClock(models.Model):
    """One row: when the last digest was sent to moderators, and how many comments waited then."""

    last_sent_at = models.DateTimeField(null=True, blank=True)
    waiting = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"Last sent at {self.last_sent_at}"
