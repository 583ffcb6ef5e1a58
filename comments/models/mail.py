"""The people to whom the site may write, and the letters that wait to be sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from comments.models.comment import MAX_EMAIL, Comment


class Recipient(models.Model):
    """An e-mail address that somebody gave with a comment, as a keyed hash (mail/recipients.py).

    This row does not hold the address itself, so it may stay when the comments are deleted. Until
    its owner confirms it, it gets a single letter, which asks for that. `stopped_at` is when the
    owner asked for no more letters. `bounced_at` is when a mail server last refused the address for
    good; moderators' addresses have a row only for that.
    """

    address_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)

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


class LetterKind(models.TextChoices):
    """To whom a letter goes, and why. Moderators may turn off the digest and the alerts.

    Of letters about texts, kbsite/notices/ says which there are and who turned which off.
    """

    READER = "reader", "To a reader"
    LOGIN = "login", "About a login"
    DIGEST = "digest", "How many comments wait, at most once an hour"
    ALERT = "alert", "At once: a comment that may mean danger, or a report"
    TEXT = "text", "About a text, to somebody at the desk"


class AlertReason(models.TextChoices):
    """Why moderators are written to at once. Each has an hourly number of letters of its own."""

    DANGER = "danger", "may mean danger now"
    # Apart, so that nobody who sends spam with words of danger uses up the letters about real danger.
    DOUBTFUL = "doubtful", "may mean danger now, and may be spam"
    REPORT = "report", "reported by readers"


class QueuedMail(models.Model):
    """A letter that is not sent yet; its row is deleted when it is sent, and with its comment.

    `reason` is that of an alert, which is not sent once it no longer holds.
    """

    kind = models.CharField(
        max_length=10, choices=LetterKind.choices, default=LetterKind.READER, db_default=LetterKind.READER
    )
    reason = models.CharField(
        max_length=10, choices=AlertReason.choices, blank=True, default="", db_default=""
    )
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
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="letter_kind_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.subject}, to {self.to}"


class DigestClock(models.Model):
    """One row: when the last digest was sent to moderators, and how many comments waited then."""

    last_sent_at = models.DateTimeField(null=True, blank=True)
    waiting = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"Last sent at {self.last_sent_at}"


class AlertClock(models.Model):
    """One row for each reason: when its hour began, how many alerts were sent in it, and how many not."""

    reason = models.CharField(max_length=10, choices=AlertReason.choices, unique=True)
    began_at = models.DateTimeField()
    sent = models.PositiveIntegerField(default=0)
    unsent = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=AlertReason.values), name="alert_reason_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.sent} since {self.began_at}"


class LettersOff(models.Model):
    """A moderator turned letters of one kind off; without a row they get them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=LetterKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="letters_off_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[LetterKind.DIGEST, LetterKind.ALERT]), name="letters_off_may_be"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: no {self.kind}"
