"""The fact sheet of a breed file."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

HIGHEST = 5


class BreedFact(models.Model):
    """One row of the fact sheet, with the reference that supports it."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="facts")
    label = models.CharField(max_length=40)
    value = models.CharField(max_length=120)
    reference = models.ForeignKey(
        "articles.Reference", on_delete=models.SET_NULL, null=True, blank=True, related_name="facts"
    )
    scale = models.PositiveSmallIntegerField(
        "on a scale of 1 to 5",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(HIGHEST)],
        help_text="Only where the reference measured it; the value says in words what the number means.",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scale__isnull=True) | Q(scale__range=(1, HIGHEST)),
                name="breed_fact_scale_is_one_to_five",
            ),
            models.UniqueConstraint(
                fields=["article", "label"], name="breed_fact_label_is_unique_in_article"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"

    def clean(self) -> None:
        # A number without its source would be invented: docs/decisions/0009-nothing-invented.md.
        if self.scale is not None and self.reference is None:
            raise ValidationError({"scale": "A scale needs the reference that measured it."})
