"""The content of the emergency page: poison lines and emergency signs."""

from django.core.validators import RegexValidator
from django.db import models

from articles.models.picture import KEY_PATTERN

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
