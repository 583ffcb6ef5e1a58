"""The content of the emergency page: poison lines, emergency signs, and danger phrases."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from articles.models.picture import KEY_PATTERN
from articles.models.subjects import Species
from articles.phrases import problems_in

MAX_PHRASES = 2000

NAME_IN_FILES = [RegexValidator(f"^{KEY_PATTERN}$", "Use small letters, digits and single hyphens.")]


class PoisonLine(models.Model):
    """A telephone line for owners whose animal may have been poisoned.

    Numbers change, so readers see when and on which page each was last checked.
    """

    slug = models.SlugField(unique=True, validators=NAME_IN_FILES)
    country = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    number = models.CharField(
        max_length=30,
        validators=[RegexValidator(r"^\+?[\d ]*\d$", "Digits and spaces, with a + before a country's code.")],
        help_text="As people in that country dial it, such as +44 1202 509000.",
    )
    hours = models.CharField(max_length=80, blank=True)
    cost = models.CharField(max_length=80, blank=True)
    website = models.CharField(max_length=200, blank=True, help_text="The line's own site, as example.org.")
    seen_on = models.CharField(max_length=160, help_text="The page on which the number was read.")
    checked_on = models.DateField(help_text="Readers see the month.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller numbers come first.")

    class Meta:
        ordering = ["position", "country", "name", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"

    @property
    def dialled(self) -> str:
        """The number as a tel: link needs it."""
        return self.number.replace(" ", "")


class EmergencySign(models.Model):
    """A reason to go to a vet at once, without phoning a poison line first."""

    slug = models.SlugField(unique=True, validators=NAME_IN_FILES)
    text = models.CharField(max_length=120, help_text="As an owner sees it: Trouble breathing.")
    detail = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=160, blank=True, help_text="Where it was read.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller numbers come first.")

    class Meta:
        ordering = ["position", "text", "pk"]

    def __str__(self) -> str:
        return self.text


class DangerPhrase(models.Model):
    """Words of owners that may mean danger now; articles/search/dangers.py looks for them.

    `phrases` has one phrase on each line. "…" matches up to five words, "/" separates
    alternatives, and "*" at the end of a word matches any ending:
    ate/eaten/swallow* … chocolate. A line that begins with "!" is harmless, and no other line
    of the row matches its words: !chocolate labrador*.
    """

    slug = models.SlugField(unique=True, validators=NAME_IN_FILES)
    name = models.CharField(max_length=80, help_text="What it means, as readers see it: Eating chocolate.")
    phrases = models.TextField(
        max_length=MAX_PHRASES,
        help_text="One to a line. … for up to five words between, / between words of which any will do, "
        "* for any ending: ate/eaten/swallow* … chocolate. A line that begins with ! is no danger: "
        "!chocolate labrador*",
    )
    species = models.ForeignKey(
        Species,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="danger_phrases",
        help_text="Only for these animals; empty for all.",
    )
    source = models.CharField(max_length=160, help_text="Where it was read that this cannot wait.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Smaller numbers come first.")

    class Meta:
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        written = self.phrases or ""
        # Browsers send \r\n. Stored lines end with \n, so that an export and an import keep the row.
        lines = (" ".join(line.split()) for line in written.splitlines())
        self.phrases = "\n".join(filter(None, lines))
        problems = problems_in(written)
        if len(self.phrases) > MAX_PHRASES:
            problems = [f"Ensure that these are at most {MAX_PHRASES} characters, not {len(self.phrases)}."]
        if problems and written:
            raise ValidationError({"phrases": problems})
