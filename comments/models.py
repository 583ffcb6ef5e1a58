"""What a reader leaves: a comment, a photo, a rating; held until a moderator approves it."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles.images import PHOTOS, StoredImage
from articles.models import Article, Edition
from articles.models.article import STARS
from articles.models.words import words_of
from comments.querysets import CommentQuerySet

MAX_TEXT = 2000
MAX_NAME = 40
MAX_PET = 60
# Django's own length of the column; its form field alone would let more through.
MAX_EMAIL = 254

COMMENT_WORDS = words_of("name", "text")


class Status(models.TextChoices):
    HELD = "held", "Held"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"


class Comment(models.Model):
    """A reader's words, rating, or both, under one article.

    `html` is the text made safe once; `submission` tells a double submit (see posting.py);
    `token_hash` is the SHA-256 of the token in the writer's private link.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="comments")
    edition = models.ForeignKey(
        Edition, on_delete=models.SET_NULL, null=True, related_name="comments", help_text="What was judged."
    )
    name = models.CharField(max_length=MAX_NAME, blank=True)
    text = models.TextField(max_length=MAX_TEXT, blank=True)
    html = models.TextField(blank=True, editable=False)
    pet = models.CharField(max_length=MAX_PET, blank=True)
    email = models.EmailField(max_length=MAX_EMAIL, blank=True, help_text="Never shown to readers.")
    rating = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=[(stars, str(stars)) for stars in STARS]
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.HELD)
    submission = models.CharField(max_length=64, unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        permissions = [("moderate_comment", "Can approve and reject comments")]
        indexes = [
            models.Index(
                fields=["article", "-created_at", "-id"],
                name="comment_shown",
                condition=Q(status=Status.APPROVED) & ~Q(text=""),
            ),
            # The moderators' list: of one status, of all, and by words.
            models.Index(fields=["status", "-created_at", "-id"], name="comment_by_status"),
            models.Index(fields=["-created_at", "-id"], name="comment_by_time"),
            GinIndex(COMMENT_WORDS, name="comment_by_words"),
            # What was rated lately, without reading the words.
            models.Index(
                fields=["-created_at"],
                include=["article", "rating"],
                name="comment_rated",
                condition=Q(status=Status.APPROVED, rating__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=STARS[0], rating__lte=STARS[-1]),
                name="comment_rating_is_one_to_five",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="comment_status_is_known"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(rating__isnull=False), name="comment_says_or_rates_something"
            ),
            models.CheckConstraint(condition=Q(text="") | ~Q(name=""), name="comment_text_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name or 'A rating'} on {self.article}"

    @property
    def initial(self) -> str:
        return self.name[:1].upper()

    @property
    def safe_html(self) -> SafeString:
        return mark_safe(self.html)  # noqa: S308  # comments/rendering.py escaped it

    def get_private_url(self, token: str) -> str:
        return reverse("comment_thanks", args=[self.article.slug, token])


class Photo(models.Model):
    """The photo of a comment, decoded and written anew by articles/images.py."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="photo")
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(width__gte=1, height__gte=1), name="photo_has_a_size")
        ]

    def __str__(self) -> str:
        return f"Photo of {self.comment}"

    @property
    def image(self) -> StoredImage:
        return StoredImage(PHOTOS, self.digest, self.width, self.height)

    @property
    def alt(self) -> str:
        return f"Photo from {self.comment.name}"


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
