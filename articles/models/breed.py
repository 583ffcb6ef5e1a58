"""The fact sheet of a breed file."""

from django.db import models


class BreedFact(models.Model):
    """One row of the fact sheet, with the reference that bears it out."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="facts")
    label = models.CharField(max_length=40)
    value = models.CharField(max_length=120)
    reference = models.ForeignKey(
        "articles.Reference", on_delete=models.SET_NULL, null=True, blank=True, related_name="facts"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "label"], name="breed_fact_label_is_unique_in_article")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"
