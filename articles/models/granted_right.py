"""The rights that the code gave to groups, so that it never undoes a later change by an operator."""

from django.db import models


class GrantedRight(models.Model):
    """A right that `RIGHTS` in articles/roles.py has given to the group of a role.

    The row stays when an operator takes the right away or deletes the group. So the right is
    not given again.
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
