"""The 60-second checks: yes-or-no questions about one sign, the most dangerous first.

Editors change the rows. Readers see the version that `SymptomCheck.published` names, and each
version keeps the whole check as data: see `SymptomCheck.content`.
"""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from articles.animals import Animal
from articles.models.article import Article, Stage
from articles.models.emergency import NAME_IN_FILES
from articles.models.row_signature import SignedRow
from articles.models.text_lines import tidy_lines
from articles.urgency import LEVEL_CHOICES

ONE_TO_A_LINE = "One to a line. [cat] or [rabbit, guinea-pig] in front: only for these animals."
# A result says “look again” on the same day or the next few.
MOST_HOURS = 72

# The fields of the text, in the order in which files have them.
CHECK_FIELDS = ("title", "question", "summary", "animals", "also", "pages", "sources")
QUESTION_FIELDS = ("key", "level", "goes_to", "animals", "text", "hint", "shows_gums", "items", "poison")
RESULT_FIELDS = ("head", "why", "do", "dont", "watch", "again_hours", "source")
# Stored as lines, and lists as data.
LISTS = {"do", "dont", "watch", "items", "also", "sources"}


class CheckResult(models.Model):
    """What a result of a check tells the owner: its words, beside its level."""

    head = models.CharField("what to do", max_length=80, blank=True, help_text="Phone a vet now and set off")
    why = models.TextField(max_length=400, blank=True, help_text="Why, in a sentence or two. No diagnosis.")
    do = models.TextField(blank=True, help_text=ONE_TO_A_LINE)
    dont = models.TextField("do not", blank=True, help_text=ONE_TO_A_LINE)
    watch = models.TextField(
        "phone at once if", blank=True, help_text=f"What turns it into an emergency. {ONE_TO_A_LINE}"
    )
    again_hours = models.PositiveSmallIntegerField(
        "look again after (hours)",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    source = models.CharField(max_length=240, blank=True, help_text="Where it was read.")

    class Meta:
        abstract = True


class SymptomCheck(CheckResult, SignedRow):
    """A check of one sign, and the working copy of its text.

    The fields of CheckResult are what it says at home, when every answer was no.
    """

    slug = models.SlugField(
        unique=True, validators=NAME_IN_FILES, help_text="The end of the check's address."
    )
    title = models.CharField(max_length=80, help_text="The sign, as in a list of checks: Being sick.")
    question = models.CharField(max_length=120, help_text="Is your animal being sick?")
    summary = models.CharField(max_length=200, blank=True, help_text="One line for lists of checks.")
    animals = ArrayField(models.CharField(max_length=20, choices=Animal.choices), default=list)
    also = models.TextField(
        "owners' other words", blank=True, help_text="One to a line. The search finds the check by these."
    )
    pages = models.ManyToManyField(
        Article, related_name="checks", blank=True, help_text="Pages about this sign. They link to the check."
    )
    sources = models.TextField(blank=True, help_text="What the check rests on, one to a line.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller numbers come first.")

    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.WRITING, editable=False)
    # The digest of the present rows. The verbs in articles/publishing/checks.py keep it true.
    digest = models.CharField(max_length=64, blank=True, editable=False)
    approved_digest = models.CharField(max_length=64, blank=True, editable=False)
    # Who changed the text or handed it in since it was last published. None of them may approve it.
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True, editable=False)
    # The words by which the search finds it, as Postgres compares them (articles/triage/finding.py).
    found_by = models.TextField(blank=True, default="", editable=False)
    published = models.OneToOneField(
        "articles.CheckVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="live_for",
    )

    class Meta:
        ordering = ["position", "title", "pk"]
        verbose_name = "60-second check"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(animals__contained_by=Animal.values), name="check_animals_are_known"
            ),
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="check_stage_is_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("check", args=[self.slug])

    def content(self) -> dict[str, Any]:
        """Return the whole text of the rows as data; what is empty is left out.

        So a field of a later release leaves the digests of old texts alone.
        """
        pages = sorted(page.slug for page in self.pages.all())
        questions = [question.content() for question in self.questions.all()]
        own = {**_read(self, CHECK_FIELDS, pages=pages), "questions": questions}
        return {**own, "none": _read(self, RESULT_FIELDS)}

    def what_a_vet_signs(self) -> dict[str, Any]:
        """Without the links to pages: an article with another address changes nothing that was signed."""
        text = {name: value for name, value in self.content().items() if name != "pages"}
        # Readers see the address too, and nobody else would read a new one before it is published.
        return {"slug": self.slug, **text}


class CheckQuestion(CheckResult):
    """A question whose yes ends the check, with its result, or leads to another check."""

    check_of = models.ForeignKey(SymptomCheck, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(
        max_length=30, validators=NAME_IN_FILES, help_text="Its name in the address of an answer: belly."
    )
    level = models.CharField("yes means", max_length=12, choices=LEVEL_CHOICES[:-1], blank=True)
    goes_to = models.ForeignKey(
        SymptomCheck,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="or yes leads to",
        help_text="Another check, in place of a result.",
    )
    text = models.CharField("question", max_length=200)
    hint = models.CharField("how to look", max_length=300, blank=True)
    items = models.TextField("any of these", blank=True, help_text=ONE_TO_A_LINE)
    animals = ArrayField(
        models.CharField(max_length=20, choices=Animal.choices),
        default=list,
        blank=True,
        help_text="Asked only for these; none chosen: for all.",
    )
    shows_gums = models.BooleanField("with the picture of gum colours", default=False)
    poison = models.BooleanField("the result shows poison lines", default=False)
    position = models.PositiveSmallIntegerField("place", default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "key"],
                name="question_key_once_in_a_check",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=["", *(value for value, _ in LEVEL_CHOICES[:-1])]),
                name="question_level_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(level="") | models.Q(goes_to__isnull=True),
                name="question_has_one_meaning_of_yes",
            ),
            models.CheckConstraint(
                condition=models.Q(animals__contained_by=Animal.values), name="question_animals_are_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.goes_to_id and self.goes_to_id == self.check_of_id:
            raise ValidationError({"goes_to": "A check does not lead to itself."})

    def content(self) -> dict[str, Any]:
        goes_to = self.goes_to.slug if self.goes_to else ""
        return _read(self, (*QUESTION_FIELDS, *RESULT_FIELDS), goes_to=goes_to)


def _read(row: CheckResult, names: tuple[str, ...], **instead: Any) -> dict[str, Any]:
    values = {name: instead[name] if name in instead else getattr(row, name) for name in names}
    data = {name: tidy_lines(value) if name in LISTS else value for name, value in values.items()}
    return {name: value for name, value in data.items() if value not in ("", [], None, False)}


class CheckVersion(models.Model):
    """The whole text of a check as it was saved; the published one is what readers see."""

    check_of = models.ForeignKey(SymptomCheck, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    why = models.CharField(max_length=300, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "number"], name="check_version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.check_of}, version {self.number}"
