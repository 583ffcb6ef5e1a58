"""External addresses, and whether they still answer."""

from django.db import models


class Outcome(models.TextChoices):
    GOOD = "good", "Answers"
    GONE = "gone", "Not found"
    FAILED = "failed", "Does not answer"
    REFUSED = "refused", "Not looked at"


class ExternalLink(models.Model):
    """One address that references or texts name, with the last result of `manage.py check_links`.

    There is one row for an address, not for a reference: many articles cite the same study,
    and an import deletes and creates an article's references.
    """

    url = models.CharField("address", max_length=500, unique=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    detail = models.CharField(max_length=200, blank=True, help_text="The status, or why it failed.")
    checked_at = models.DateTimeField()
    last_good_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["url"]
        indexes = [
            models.Index(
                fields=["failing_since"],
                name="external_link_failing",
                condition=models.Q(failing_since__isnull=False),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="external_link_outcome_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.url
