"""Who may give which rights: nobody gives what they do not have themselves."""

from typing import Any

from django.contrib.auth.models import Group


def may_give(giver: Any, role: Group) -> bool:
    """Whether `giver` has each of the rights of that role."""
    if giver is None or giver.is_superuser:
        return giver is not None
    held: set[str] = giver.get_all_permissions()
    rights = role.permissions.values_list("content_type__app_label", "codename")
    return all(f"{app}.{codename}" in held for app, codename in rights)
