"""Which version of the code's rules the stored rows follow."""

from django.db import models


class AppliedRule(models.Model):
    """The version of its rule that a command applied last.

    articles/management/refreshing.py compares it with the code.
    """

    command = models.CharField(max_length=50, unique=True, help_text="Such as refresh_order.")
    digest = models.CharField(max_length=64, help_text="Of the code that is the rule.")
    applied_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.command
