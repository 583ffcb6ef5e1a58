"""What people are to hear, and which letters they do not want."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models import Article, SymptomCheck


class NoticeKind(models.TextChoices):
    """Each kind can be turned off by itself; the labels stand on “Your login” and in each letter."""

    HANDED_IN = "handed-in", "A text waits for your approval or your signature"
    SENT_BACK = "sent-back", "A text of yours was sent back"
    APPROVED = "approved", "A text of yours was approved"
    PUBLISHED = "published", "Readers see a text of yours"
    SIGNED = "signed", "A vet signed a text of yours"
    UNSIGNED = "unsigned", "A text that you signed was changed"
    REVIEW_DUE = "review-due", "A page is due for review: a month before, and when it is overdue"
    CORRECTED = "corrected", "A small correction of a colleague waits for a second look"
    BROKEN = "broken", "A reference of a text no longer answers"
    UNANSWERED = "unanswered", "What readers asked and did not find, once a week"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting(self, now: datetime | None = None) -> Self:
        """Return what is to be told by now and was not."""
        return self.filter(told_at__isnull=True, due_at__lte=now or timezone.now())


class Notice(models.Model):
    """One thing that one person is to hear. Once it is told, the row stays so that it is not told again.

    `about` tells apart what may be told once each, such as two editions of an article.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="+")
    check_of = models.ForeignKey(SymptomCheck, on_delete=models.CASCADE, null=True, related_name="+")
    about = models.CharField(max_length=80)
    # Who did it; nobody for the operator, for a login that is gone, and for what comes of the time.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    remarks = models.TextField(blank=True)
    # When somebody should look again, for what has to do with that: as a vet said, or as the plan says.
    day = models.DateField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="notice_waiting", condition=Q(told_at__isnull=True)),
            models.Index(fields=["told_at"], name="notice_told", condition=Q(told_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind_is_known"),
            models.CheckConstraint(
                condition=Q(article__isnull=True) | Q(check_of__isnull=True), name="notice_is_of_one_text"
            ),
            # One for each kind of text: PostgreSQL takes two rows without a text for different ones.
            models.UniqueConstraint(
                fields=["user", "kind", "article", "about"],
                condition=Q(article__isnull=False),
                name="notice_of_article_is_told_once",
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "check_of", "about"],
                condition=Q(check_of__isnull=False),
                name="notice_of_check_is_told_once",
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "about"],
                condition=Q(article__isnull=True, check_of__isnull=True),
                name="notice_of_no_text_is_told_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text or self.about}, to {self.user}"

    @property
    def text(self) -> Article | SymptomCheck | None:
        return self.article or self.check_of


class NoticeOff(models.Model):
    """A person turned letters of one kind off; without a row they get them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notice_off_once")]

    def __str__(self) -> str:
        return f"{self.user}: no {self.kind}"


class LetterHour(models.Model):
    """One row for each person: when their hour began, and how many letters went to them in it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    sent = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.sent} to {self.user} since {self.began_at}"


class ReminderClock(models.Model):
    """One row for each search for what is due by the time alone: when it was last made."""

    name = models.CharField(max_length=20, unique=True)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}, {self.last_at}"
