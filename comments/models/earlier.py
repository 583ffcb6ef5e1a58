"""What a comment said before its writer changed it."""

from django.db import models
from django.db.models import Q

from comments.models.comment import MAX_NAME, MAX_PET, MAX_TEXT, Comment, Status
from comments.models.photo import MAX_ALT


class EarlierText(models.Model):
    """A comment as it stood until `replaced_at`; moderators compare it with what it says now.

    - `status`: approved if readers saw it, or a moderator had approved these words and held them again;
      otherwise held.
    - `rating`: the stars that its writer gave, counted or not.
    - `had_photo`: whether there was a photo; no file of it is kept.
    - `is_photo_changed`: whether the change added, replaced or took away a photo.

    The e-mail address is left out: an older one is of no use to anybody.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="earlier_texts")
    status = models.CharField(max_length=10, choices=Status.choices)
    name = models.CharField(max_length=MAX_NAME, blank=True)
    text = models.TextField(max_length=MAX_TEXT, blank=True)
    pet = models.CharField(max_length=MAX_PET, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    alt_text = models.CharField(max_length=MAX_ALT, blank=True)
    had_photo = models.BooleanField(default=False)
    is_photo_changed = models.BooleanField(default=False)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["replaced_at"], name="earlier_text_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[Status.HELD, Status.APPROVED]), name="earlier_text_could_be_changed"
            )
        ]

    def __str__(self) -> str:
        return f"Comment {self.comment_id} until {self.replaced_at}"
