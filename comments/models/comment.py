"""A comment: a reader's text, rating, or both, held until a moderator approves it."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles.characters import isolated
from articles.models import Article, Edition
from articles.models.admin_search import search_vector
from articles.models.article import STARS
from comments.models import queue
from comments.models.rows import SHOWN, CommentRows

MAX_TEXT = 2000
MAX_NAME = 40
MAX_PET = 60
# Django's own length of the column; its form field alone would let more through.
MAX_EMAIL = 254

COMMENT_WORDS = search_vector("name", "text")


class Status(models.TextChoices):
    HELD = "held", "Held"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    SPAM = "spam", "Spam"
    REMOVED = "removed", "Removed by its writer"


class Badge(models.TextChoices):
    """The role in which somebody with a login replied."""

    VET = "vet", "Vet"
    AUTHOR = "author", "Author"
    EDITOR = "editor", "Editor"
    MODERATOR = "moderator", "Moderator"


class Shortfall(models.TextChoices):
    """Why a reader gave few stars."""

    UNANSWERED = "unanswered", "It did not answer my question"
    UNCLEAR = "unclear", "It was hard to understand"
    DOUBTFUL = "doubtful", "I think something in it is wrong"
    SHORT = "short", "I wanted to know more"


LEARNABLE = Q(status__in=[Status.APPROVED, Status.SPAM])
# Comments whose last decision is not in the word counts yet: nearly always none.
TO_LEARN = (LEARNABLE & ~Q(learned=F("status"))) | (~LEARNABLE & ~Q(learned=""))


class CommentQuerySet(CommentRows["Comment"]):
    """The rows of this table."""


class Comment(models.Model):
    """A reader's comment on one article, or a reply to a comment.

    - `html`: the text as safe HTML, made when it was posted.
    - `submission`: a digest that recognises a double submit (writing/posting.py).
    - `token_hash`: the SHA-256 of the token in the writer's private link; empty for staff.
    - `uncounted_rating`: stars of a reader whose connection had rated the article before.
    - `reader_hash`: recognises for 30 days who rated (senders.py); `reader_site_hash` and
      `reader_network_hash` are of the wider networks that hold them.
    - `origin`: for 30 days, hashes of the networks from which it was sent, made for this comment alone
      (senders.py), so that a moderator can block one.
    - `findings`: what the spam checks found when it came in, a list of {"check", "points", "words"}.
    - `score`: the sum of their points.
    - `dangers`: the names of the danger phrases in the text.
    - `is_reported`: several readers reported it, and no moderator has decided on their reports.
    - `waiting_group`: its part of the moderators' list (queue.py), which the database works out.
    - `is_vouched`: a moderator approved these words, so reports do not hide them.
    - `learned`: the decision under which its words are counted (spam/bayes.py).
    - `told_at`: when the letter about a reply was written to the person it answers.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="comments")
    edition = models.ForeignKey(
        Edition, on_delete=models.SET_NULL, null=True, related_name="comments", help_text="What was judged."
    )
    # A comment of the same article that answers nothing itself. A foreign key of the database holds
    # that (migration 0009), which Django has no words for.
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies", editable=False
    )
    # Which comment of the thread a reply answers: `parent` itself, or another reply to it. None where
    # that one was deleted. A foreign key of the database holds the thread (migration 0014).
    answers = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="answered_by", editable=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Whose login it was written with; readers have none.",
    )
    badge = models.CharField(max_length=10, choices=Badge.choices, blank=True, editable=False)
    name = models.CharField(max_length=MAX_NAME, blank=True)
    text = models.TextField(max_length=MAX_TEXT, blank=True)
    html = models.TextField(blank=True, editable=False)
    pet = models.CharField(max_length=MAX_PET, blank=True)
    # In small letters, because addresses that differ only in capitals are the same.
    email = models.EmailField(max_length=MAX_EMAIL, blank=True, help_text="Never shown to readers.")
    rating = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=[(stars, str(stars)) for stars in STARS]
    )
    uncounted_rating = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    shortfall = models.CharField(
        "what was missing",
        max_length=12,
        choices=Shortfall.choices,
        blank=True,
        help_text="Only editors see it.",
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.HELD)
    submission = models.CharField(max_length=64, unique=True, editable=False)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    reader_hash = models.CharField(max_length=64, blank=True, editable=False)
    reader_site_hash = models.CharField(max_length=64, blank=True, db_default="", editable=False)
    reader_network_hash = models.CharField(max_length=64, blank=True, db_default="", editable=False)
    origin = models.JSONField(null=True, blank=True, editable=False)
    score = models.PositiveSmallIntegerField(default=0, editable=False)
    findings = models.JSONField(default=list, blank=True, editable=False)
    dangers = models.JSONField(default=list, blank=True, editable=False)
    is_urgent = models.BooleanField(default=False, editable=False)
    is_reported = models.BooleanField(default=False, editable=False)
    waiting_group = models.GeneratedField(
        expression=queue.WAITING_GROUP,
        output_field=models.PositiveSmallIntegerField(choices=queue.WaitingGroup.choices),
        db_persist=True,
    )
    is_vouched = models.BooleanField(default=False, db_default=False, editable=False)
    helpful_count = models.PositiveIntegerField(default=0, editable=False)
    learned = models.CharField(max_length=10, blank=True, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
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
                condition=SHOWN & Q(parent__isnull=True),
            ),
            models.Index(
                fields=["article", "-helpful_count", "-id"],
                name="comment_helpful",
                condition=SHOWN & Q(parent__isnull=True),
            ),
            models.Index(
                fields=["parent", "created_at", "id"],
                name="comment_replies",
                condition=SHOWN & Q(parent__isnull=False),
            ),
            *queue.INDEXES,
            GinIndex(COMMENT_WORDS, name="comment_by_words"),
            GinIndex(fields=["findings"], opclasses=["jsonb_path_ops"], name="comment_by_findings"),
            # For articles whose ratings fall: the index alone answers, without reading the words.
            models.Index(
                fields=["-created_at"],
                include=["article", "rating"],
                name="comment_rated",
                condition=Q(status=Status.APPROVED, rating__isnull=False),
            ),
            # For the feed of the whole site: what appeared last comes first.
            models.Index(
                F("decided_at").desc(nulls_last=True),
                F("id").desc(),
                name="comment_appeared",
                condition=Q(status=Status.APPROVED) & ~Q(text=""),
            ),
            # Nearly always empty, so that a decision finds out at once that nothing waits.
            models.Index(fields=["id"], name="comment_to_learn", condition=TO_LEARN),
            models.Index(fields=["email"], name="comment_by_email", condition=~Q(email="")),
            # Nearly always empty; the moderators' list and digest look for them beside what is held.
            models.Index(fields=["id"], name="comment_reported", condition=Q(is_reported=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=STARS[0], rating__lte=STARS[-1]),
                name="comment_rating_is_one_to_five",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="comment_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=Status.REMOVED) | ~Q(text="") | Q(rating__isnull=False),
                name="comment_says_or_rates_something",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.REMOVED) | Q(text="", name="", email="", rating__isnull=True),
                name="comment_removed_says_nothing",
            ),
            models.CheckConstraint(condition=Q(text="") | ~Q(name=""), name="comment_text_has_a_name"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(rating__isnull=True), name="comment_reply_rates_nothing"
            ),
            models.CheckConstraint(
                condition=Q(badge="") | Q(badge__in=Badge.values), name="comment_badge_is_known"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(answers__isnull=True),
                name="comment_on_top_answers_none",
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~Q(token_hash=""), name="comment_token_is_unique"
            ),
            models.UniqueConstraint(
                fields=["article", "reader_hash"],
                condition=~Q(reader_hash="") & Q(rating__isnull=False),
                # writing/one_rating.py knows a second rating by this name.
                name="one_rating_of_a_reader",
            ),
        ]

    def __str__(self) -> str:
        return f"{isolated(self.name) or 'A rating'} on {self.article}"

    @property
    def answers_a_reply(self) -> bool:
        """Whether it answers another reply, and not the comment under which it stands."""
        return self.answers_id is not None and self.answers_id != self.parent_id

    @property
    def is_blocked(self) -> bool:
        """Whether a block put it aside; BLOCKED asks the same of the database."""
        return any(finding["check"] == "blocked" for finding in self.findings)

    @property
    def is_hidden_by_reports(self) -> bool:
        """Whether reports took it from readers; HIDDEN_BY_REPORTS asks the same of the database."""
        return self.status == Status.HELD and self.is_reported and not (self.is_vouched or self.badge)

    @property
    def initial(self) -> str:
        return self.name[:1].upper()

    @property
    def safe_html(self) -> SafeString:
        return mark_safe(self.html)  # noqa: S308  # comments/rendering.py escaped it

    @property
    def permalink(self) -> str:
        return reverse("comment", args=[self.pk])

    def get_private_url(self, token: str) -> str:
        return reverse("comment_thanks", args=[self.article.slug, token])


class LowRating(Comment):
    """A rating as editors see it: few stars and why, without the words and the address."""

    class Meta:
        proxy = True
        verbose_name = "low rating"

    def __str__(self) -> str:
        return f"{self.rating} of {STARS[-1]} stars for {self.article}"
