"""Which rights the code gave to the groups, so that it never undoes what an operator did since."""

from django.db import models


class GrantedRight(models.Model):
    """A right that `RIGHTS` in articles/roles.py gave once to the group of a role.

    The row outlives the right and the group: what an operator took away is not given again.
    """

    role = models.CharField(max_length=150)
    permission = models.CharField(max_length=150, help_text="Such as articles.view_article.")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["role", "permission"], name="granted_right_is_given_once")
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.permission}"
