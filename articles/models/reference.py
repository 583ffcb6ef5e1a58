"""The citations of an article, and the evidence behind each."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from articles.models.picture import KEY_PATTERN

DOI_RESOLVER = "https://doi.org/"
MOST_NAMES = 3
# As the articles write it: “Nalborczyk ZR and others”.
AND_OTHERS = " and others"
EARLIEST, LATEST = 1500, 2200


class Evidence(models.TextChoices):
    STUDY = "study", "Study"
    REVIEW = "review", "Review of studies"
    GUIDELINE = "guideline", "Guideline"
    SURVEY = "survey", "Survey"
    TEXTBOOK = "textbook", "Textbook"
    OPINION = "opinion", "Expert opinion"
    PAGE = "page", "Web page"


class Reference(models.Model):
    """A source an article cites as `[^key]`."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="references")
    key = models.CharField(
        max_length=40,
        validators=[RegexValidator(f"^{KEY_PATTERN}$", "Use small letters, digits and single hyphens.")],
        help_text="Cited in the text as [^key], such as [^sherrington1906].",
    )
    authors = models.CharField(max_length=400)
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
    )
    title = models.CharField(max_length=400)
    source = models.CharField(max_length=200, blank=True, help_text="Journal, publisher or site.")
    locator = models.CharField(max_length=80, blank=True, help_text="Volume and pages: 142, 176–181")
    doi = models.CharField(
        "DOI",
        max_length=120,
        blank=True,
        validators=[RegexValidator(r"^10\.\d{4,9}/\S+$", "Like 10.1000/182.")],
    )
    url = models.URLField("address", max_length=400, blank=True, help_text="Only where there is no DOI.")
    evidence = models.CharField(max_length=10, choices=Evidence.choices, blank=True)
    studied = models.CharField(max_length=160, blank=True, help_text="What or who was studied: 24 pet dogs")
    sample_size = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["key", "pk"]
        indexes = [
            # For the articles that cite an address. Most rows have only one of the two.
            models.Index(fields=["doi"], name="reference_by_doi", condition=~Q(doi="")),
            # The same DOI may be written with small letters and with capitals.
            models.Index(Upper("doi"), name="reference_by_any_doi", condition=~Q(doi="")),
            models.Index(fields=["url"], name="reference_by_url", condition=Q(doi="") & ~Q(url="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "key"],
                # The text names a reference by its key alone.
                name="reference_key_is_unique_in_article",
                violation_error_message="Another reference of this article has that key.",
            ),
            models.CheckConstraint(
                condition=Q(evidence="") | Q(evidence__in=Evidence.values), name="reference_evidence_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authors} ({self.year})" if self.year else self.authors

    @property
    def short_name(self) -> str:
        """Author and year for a list: of more than three authors only the first."""
        names = self.authors.split(", ")
        who = names[0] + AND_OTHERS if len(names) > MOST_NAMES else self.authors
        return f"{who} ({self.year})" if self.year else who

    @property
    def link(self) -> str:
        return DOI_RESOLVER + self.doi if self.doi else self.url
