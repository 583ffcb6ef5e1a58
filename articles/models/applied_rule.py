"""By which rules of the code the stored rows were made."""

from django.db import models


class AppliedRule(models.Model):
    """The rule by which a refresh last made its rows; articles/management/refreshing.py compares it."""

    command = models.CharField(max_length=50, unique=True, help_text="Such as refresh_order.")
    digest = models.CharField(max_length=64, help_text="Of the code that is the rule.")
    applied_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.command
