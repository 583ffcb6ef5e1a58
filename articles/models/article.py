"""The article and its working copy, which editors change and readers never see directly."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from markdownx.models import MarkdownxField
from simple_history.models import HistoricalRecords

from articles.models.admin_search import ARTICLE_WORDS
from articles.models.contributor import Contributor
from articles.models.picture import KEY_PATTERN
from articles.models.subjects import Category, Species
from articles.urgency import Urgency

STARS = range(1, 6)


class Kind(models.TextChoices):
    ARTICLE = "article", "Article"
    BREED = "breed", "Breed file"


class Stage(models.TextChoices):
    """How far the working copy is on its way to readers. What readers see depends on the editions."""

    WRITING = "writing", "Being written"
    IN_REVIEW = "in-review", "In review"
    SENT_BACK = "sent-back", "Sent back"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published as it is"


# These stages are true of one exact text, so any later change of it ends them.
BOUND_STAGES = (Stage.APPROVED, Stage.PUBLISHED)

# Fields that the history leaves out, because they are no part of the text: counters, and how the
# text was saved.
NOT_IN_HISTORY = [
    *("comment_count", "rating_counts", "rated_writing"),
    *("version", "autosaved_by", "is_featured", "changed_at"),
]


# The mean of one or two ratings says more about these readers than about the text.
FEWEST_FOR_A_MEAN = 3


def no_ratings() -> list[int]:
    return [0 for _ in STARS]


def page_address(kind: str, slug: str) -> str:
    return reverse("breed" if kind == Kind.BREED else "article", args=[slug])


@dataclass(frozen=True)
class RatingSummary:
    """Readers' ratings: `counts` holds how many gave 1, 2, 3, 4 and 5 stars."""

    counts: tuple[int, ...]

    @property
    def count(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float:
        """The mean, rounded to one decimal; 0.0 if there are no ratings."""
        total = sum(stars * count for stars, count in zip(STARS, self.counts, strict=True))
        return round(total / self.count, 1) if self.count else 0.0

    @property
    def has_mean(self) -> bool:
        """Whether there are enough ratings to show readers their mean."""
        return self.count >= FEWEST_FOR_A_MEAN

    @property
    def rows(self) -> list[dict[str, int]]:
        """One dict for each number of stars, most stars first; `percent` is of all ratings."""
        # Without ratings all shares are 0, and 1 avoids a division by zero.
        whole = self.count or 1
        return [
            {"stars": stars, "count": count, "percent": round(100 * count / whole)}
            for stars, count in reversed(list(zip(STARS, self.counts, strict=True)))
        ]


class Article(models.Model):
    """A subject with an address, and the working copy of its text."""

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ARTICLE)
    slug = models.SlugField(
        max_length=100,
        unique=True,
        validators=[RegexValidator(f"^{KEY_PATTERN}$", "Use small letters, digits and single hyphens.")],
        help_text="The end of the page's address.",
    )
    title = models.CharField(max_length=150, help_text="The question in an owner's words.")
    index_term = models.CharField(
        "in the A to Z as",
        max_length=80,
        blank=True,
        help_text="The subject in a word or two, such as “Kneading”. Without it, the title.",
    )
    standfirst = models.TextField(blank=True, help_text="One or two sentences under the title.")
    description = models.CharField(
        max_length=200, blank=True, help_text="For search engines; 70 to 155 characters."
    )
    answer = models.TextField("In short", blank=True, help_text="The answer in at most 35 words.")
    key_points = models.TextField(blank=True, help_text="Up to four plain facts, one on each line.")
    body = MarkdownxField("text", blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="articles")
    species = models.ManyToManyField(Species, related_name="articles", blank=True)
    author = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="articles")
    urgency = models.CharField(max_length=10, choices=Urgency.choices, blank=True)
    pictures = models.ManyToManyField(
        "articles.Picture", through="ArticlePicture", related_name="articles", blank=True
    )
    is_featured = models.BooleanField(
        "leads the home page", default=False, help_text="Without one, the newest article leads."
    )
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.WRITING, editable=False)
    # A copy of all that is not a plain field (PARTS in articles/drafts/fields.py), so that one row of
    # the history holds the whole working copy.
    parts = models.JSONField(default=dict, blank=True, editable=False)
    # The digest of all that readers would see (drafts/fingerprint.py). drafts/editing.py updates it.
    digest = models.CharField(max_length=64, blank=True, editable=False)
    approved_digest = models.CharField(max_length=64, blank=True, editable=False)
    # Goes up with each change of the text. A save that started from an older version is refused, so
    # that nobody overwrites a change that they have not seen.
    version = models.PositiveIntegerField(default=1, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose draft it is: an author may change only their own.",
    )
    # Who handed in the text that is to be published next. Its writers stand in Contribution.
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # The person whose autosaved changes are not in the history yet. When somebody else writes, they are
    # put there first, under this name.
    autosaved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # Stored, so that no page has to count. The comments app updates them in the transaction of each
    # decision on a comment.
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    rating_counts = ArrayField(
        models.PositiveIntegerField(), size=len(STARS), default=no_ratings, editable=False
    )
    rated_writing = models.PositiveSmallIntegerField(
        default=1, editable=False, help_text="Of which writing (see Edition) the stored ratings are."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords(
        excluded_fields=NOT_IN_HISTORY, history_change_reason_field=models.TextField(null=True)
    )

    class Meta:
        ordering = ["-changed_at", "-pk"]
        permissions = [
            ("edit_any_article", "Can change articles of others"),
            ("approve_article", "Can approve articles and send them back"),
            ("sign_article", "Can sign articles as a vet"),
            ("publish_article", "Can publish and withdraw articles"),
        ]
        indexes = [
            # For the order of the admin's list, and for the list of one stage.
            models.Index(fields=["-changed_at", "-id"], name="article_by_change"),
            models.Index(fields=["stage", "-changed_at", "-id"], name="article_by_stage"),
            # Tells which texts are signed without reading the long rows.
            models.Index(fields=["id", "digest"], name="article_texts"),
            GinIndex(ARTICLE_WORDS, name="article_by_words"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="article_stage_is_known"),
            models.CheckConstraint(
                condition=~Q(stage=Stage.APPROVED) | ~Q(approved_digest=""),
                name="article_approval_names_its_text",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="article_kind_is_known"),
            models.CheckConstraint(
                condition=Q(urgency="") | Q(urgency__in=Urgency.values), name="article_urgency_is_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="article_has_a_title"),
            models.UniqueConstraint(
                fields=["is_featured"],
                condition=Q(is_featured=True),
                name="one_article_leads_the_home_page",
                violation_error_message="Another article leads the home page: take that mark away first.",
            ),
            models.CheckConstraint(
                condition=Q(rating_counts__len=len(STARS)), name="article_rating_counts_has_five"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return page_address(self.kind, self.slug)

    @property
    def rating(self) -> RatingSummary:
        """The ratings of the writing that readers rated last."""
        return RatingSummary(tuple(self.rating_counts))

    def rating_of(self, writing: int) -> RatingSummary:
        """Return the ratings of one writing. Ratings of an earlier one stay with their comments only."""
        return self.rating if self.rated_writing == writing else RatingSummary(tuple(no_ratings()))

    def set_rating(self, counts: Sequence[int], *, writing: int, comment_count: int) -> None:
        """Store how many readers gave that writing 1 to 5 stars, and how many comments are visible.

        Updates these columns alone, so that it cannot overwrite an editor's change.
        """
        self.rating_counts = list(counts)
        self.rated_writing = writing
        self.comment_count = comment_count
        Article.objects.filter(pk=self.pk).update(
            rating_counts=self.rating_counts, rated_writing=writing, comment_count=comment_count
        )


class ArticlePicture(models.Model):
    """A picture's place in an article's gallery; the first one leads the page."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="gallery")
    picture = models.ForeignKey("articles.Picture", on_delete=models.PROTECT, related_name="uses")
    caption = models.CharField(max_length=300, blank=True, help_text="Instead of the picture's own caption.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "picture"], name="picture_is_once_in_a_gallery")
        ]

    def __str__(self) -> str:
        return str(self.picture)
