"""Terms of veterinary medicine, explained for owners."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from articles.models.picture import KEY_PATTERN


class GlossaryTerm(models.Model):
    """A term that a text can explain in place: `[REM sleep](term:rem-sleep)`."""

    slug = models.SlugField(
        unique=True,
        validators=[RegexValidator(f"^{KEY_PATTERN}$", "Use small letters, digits and single hyphens.")],
        help_text="The name that texts use for it: [REM sleep](term:rem-sleep)",
    )
    name = models.CharField(max_length=60, unique=True)
    meaning = models.CharField(max_length=300, help_text="One or two short sentences for an owner.")

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('glossary')}#{self.slug}"
