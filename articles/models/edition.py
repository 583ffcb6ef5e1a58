"""The published version of an article: what readers see, and when.

Every public view starts from `Edition.objects.live()`.
"""

from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.models.article import Article, Kind, RatingSummary, page_address
from articles.models.commenting import KINDS_WITH_COMMENTS
from articles.models.contributor import Contributor
from articles.models.subjects import Category, Species
from articles.urgency import Urgency

MAX_NOTE = 300
UNSIGNED = "No vet has signed this page yet."


def is_current(now: datetime, of: str = "") -> Q:
    """Return the condition that an edition is live or scheduled: it has not ended, and was not called off.

    `of` leads to the edition from the rows of another model, as in "edition__".
    """
    until = f"{of}live_until"
    has_not_ended = Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": now})
    # The span of an edition that was called off is empty, so its end may still lie ahead.
    return has_not_ended & ~Q(**{until: F(f"{of}live_from")})


class EditionQuerySet(models.QuerySet["Edition"]):
    def live(self, now: datetime | None = None) -> Self:
        """Return what readers may see at `now`.

        Every public page starts from here. The times alone decide, so no job has to run for a
        scheduled edition to appear.
        """
        now = now or timezone.now()
        return self.filter(live_from__lte=now).filter(Q(live_until__isnull=True) | Q(live_until__gt=now))

    def upcoming(self, now: datetime | None = None) -> Self:
        """Return the scheduled editions. One whose time span is empty was called off."""
        now = now or timezone.now()
        return self.filter(live_from__gt=now).exclude(live_until=F("live_from"))

    def current(self, now: datetime | None = None) -> Self:
        """Return what is live and what is upcoming, in one query."""
        return self.filter(is_current(now or timezone.now()))

    def seen(self, now: datetime | None = None) -> Self:
        """Return what readers have seen up to `now`. An edition with an empty span never appeared."""
        now = now or timezone.now()
        return self.filter(live_from__lte=now).exclude(live_until=F("live_from"))

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def in_category(self, category: Category) -> Self:
        return self.filter(category=category)

    def about(self, species: Species) -> Self:
        return self.filter(species=species)

    def for_lists(self) -> Self:
        """Load what a card shows, in two queries for any number of rows."""
        return self.without_long_texts().select_related("category").prefetch_related("species")

    def without_long_texts(self) -> Self:
        """Load the article for the address, and leave out what only the page itself shows."""
        return self.select_related("article").defer(
            "body", "body_html", "references", "outline", "terms", "article__body", "article__parts"
        )

    def featured(self) -> Self:
        """Return the edition that editors chose to lead the home page, if any; never a breed file."""
        return self.filter(article__is_featured=True, kind="article")

    def newest_first(self) -> Self:
        return self.order_by("-live_from", "-pk")


class Edition(models.Model):
    """One published version, which readers see while `live_from <= now < live_until`.

    It stores everything the page shows, rendered once. So unpublished edits cannot leak, and
    no request has to render anything. Shapes:

    - `outline`: list of {"id", "text", "level"}, level 2 or 3
    - `references`: list of {"number", "key", "authors", "year", "title", "source", "locator",
      "link", "evidence_label", "studied", "sample_size", "citations": [element ids]}
    - `pictures`: list of {"key", "alt", "caption", "credit", "tone", "src", "srcset",
      "width", "height", "licence", and where there is one "card" and "focus": [x, y]}; the first one leads
    - `facts`: list of {"label", "value", "reference": number or None, "scale": 1 to 5 or None}
    - `terms`: list of {"key", "name", "meaning"}, the words of the glossary that the text explains
    - `author`: {"name", "role", "initials", "is_vet"} on the day; `contributor` is the person now
    - `signature`: {"name", "role", "credentials", "initials", "signed_on": ISO date}, or None
      when no vet had signed the text that was published
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=150)
    # The heading in an A to Z, and its sort key (listings/alphabet.py): stored, so that an index has
    # the order.
    index_term = models.CharField(max_length=150, blank=True)
    index_key = models.CharField(max_length=300, blank=True)
    standfirst = models.TextField(blank=True)
    description = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    key_points = models.JSONField(default=list, blank=True)
    body = models.TextField(help_text="The Markdown that was published.")
    body_html = models.TextField()
    outline = models.JSONField(default=list, blank=True)
    references = models.JSONField(default=list, blank=True)
    pictures = models.JSONField(default=list, blank=True)
    facts = models.JSONField(default=list, blank=True)
    terms = models.JSONField(default=list, blank=True)
    author = models.JSONField(default=dict)
    contributor = models.ForeignKey(
        Contributor, on_delete=models.SET_NULL, null=True, blank=True, related_name="editions"
    )
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="editions")
    species = models.ManyToManyField(Species, related_name="editions", blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency.choices)
    reading_minutes = models.PositiveSmallIntegerField(default=1)
    note = models.CharField("what changed", max_length=MAX_NOTE, blank=True)
    is_major = models.BooleanField(
        "changes what the page says", default=True, help_text="Only such an edition moves “updated”."
    )
    writing = models.PositiveSmallIntegerField(
        default=1, help_text="Goes up when the page was written anew, and its ratings start afresh."
    )
    updated_at = models.DateTimeField(help_text="The date readers see.")
    reviewed_at = models.DateTimeField(
        help_text="When it was last published as a whole: a small correction does not renew it."
    )
    digest = models.CharField(max_length=64, blank=True, help_text="Of the working copy it was made from.")
    # The row of the history from which it was made: reviewers compare it with the present text. None if
    # it is older than the history.
    source = models.ForeignKey(
        "articles.HistoricalArticle", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # A signature of the same article. Migration 0014 makes the database enforce that, with a foreign
    # key of two columns, which Django's models cannot declare.
    sign_off = models.ForeignKey(
        "articles.SignOff", on_delete=models.PROTECT, null=True, blank=True, related_name="editions"
    )
    signature = models.JSONField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    # The species of an edition without a row, such as a preview's: many-to-many needs a pk.
    unsaved_species: list[Species] = []

    class Meta:
        ordering = ["-live_from", "-pk"]
        indexes = [
            models.Index(fields=["category", "-live_from", "-id"], name="edition_by_category"),
            models.Index(fields=["-live_from", "-id"], name="edition_by_time"),
            models.Index(fields=["index_key", "id"], name="edition_by_letter"),
            models.Index(fields=["category", "index_key", "id"], name="edition_by_category_letter"),
            models.Index(fields=["kind", "index_key", "id"], name="edition_by_kind_letter"),
            models.Index(fields=["urgency", "index_key", "id"], name="edition_by_urgency"),
            models.Index(fields=["contributor", "-live_from", "-id"], name="edition_by_contributor"),
            # Tells which of an article's editions is live, and whether it is signed, without reading
            # the long rows.
            models.Index(
                fields=["article", "live_until", "live_from"], include=["sign_off"], name="edition_spans"
            ),
            # For overdue reviews. A live edition has no end or a future one, so the end comes first.
            models.Index(
                fields=["live_until", "review_due_on"],
                name="edition_review",
                condition=Q(review_due_on__isnull=False),
            ),
            # For pages that no vet signed, which are due by their urgency and their day.
            models.Index(
                fields=["live_until", "urgency", "reviewed_at"],
                name="edition_age",
                condition=Q(review_due_on__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_is_unique_in_article"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_numbers_start_at_one"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="edition_kind_is_known"),
            models.CheckConstraint(condition=Q(urgency__in=Urgency.values), name="edition_urgency_is_known"),
            # An empty span is allowed: the edition was called off before anybody saw it.
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=F("live_from")),
                name="edition_ends_after_it_starts",
            ),
            # The article is written as a range because comparing it with = in an exclusion constraint
            # needs the extension btree_gist, which the embedded server does not have.
            ExclusionConstraint(
                name="one_edition_of_an_article_at_a_time",
                expressions=[
                    (Func(F("article"), F("article"), Value("[]"), function="int8range"), "&&"),
                    (Func(F("live_from"), F("live_until"), Value("[)"), function="tstzrange"), "&&"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"

    def get_absolute_url(self) -> str:
        """Return the page's address, by the published kind: the working copy may have another by now."""
        return page_address(self.kind, self.article.slug)

    @property
    def takes_comments(self) -> bool:
        return self.kind in KINDS_WITH_COMMENTS

    @property
    def rating(self) -> RatingSummary:
        return self.article.rating_of(self.writing)

    @property
    def html(self) -> SafeString:
        return mark_safe(self.body_html)  # noqa: S308  # the sanitiser in articles/rendering wrote it

    @property
    def animals(self) -> list[Species]:
        """Its species. A list must prefetch them, as for_lists() does."""
        return self.unsaved_species if self.pk is None else list(self.species.all())

    @property
    def lead(self) -> dict[str, Any] | None:
        return self.pictures[0] if self.pictures else None

    @property
    def head_pictures(self) -> list[dict[str, Any]]:
        """Its pictures, but none where the text shows all of them: their writer chose a place for them there.

        With a picture more, the head is a gallery, which stays whole.
        """
        is_shown = all(f'src="{one["src"]}"' in self.body_html for one in self.pictures)
        return [] if is_shown else self.pictures

    @property
    def checked_by(self) -> str:
        """A sentence that tells readers who checked the page, for where the day stands beside it."""
        return UNSIGNED if self.signature is None else f"Checked by {self._signer}."

    @property
    def review_state(self) -> str:
        """One or two sentences that tell readers who checked the page, when, and until when."""
        if self.signed_on is None:
            return UNSIGNED
        checked = f"Checked by {self._signer} on {self.signed_on:%-d %B %Y}."
        return f"{checked} Next review due {self.review_due_on:%-d %B %Y}." if self.review_due_on else checked

    @property
    def _signer(self) -> str:
        signature = self.signature or {}
        by = ", ".join(part for part in (signature["name"], signature["credentials"]) if part)
        return f"{by} ({signature['role']})"

    @property
    def updated_on(self) -> date:
        """The day of `updated_at` where the site is: the one day that the page and its copies give."""
        return timezone.localdate(self.updated_at)

    @property
    def signed_on(self) -> date | None:
        return date.fromisoformat(self.signature["signed_on"]) if self.signature else None

    def review_is_overdue(self, today: date) -> bool:
        """Return whether a vet should have reviewed it again before `today`."""
        return self.review_due_on is not None and self.review_due_on < today

    def is_live(self, now: datetime) -> bool:
        return self.live_from <= now and (self.live_until is None or now < self.live_until)
