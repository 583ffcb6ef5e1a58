"""Checks the settings of the door, with `manage.py check` and at each start."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

TAG = "accounts"
NUMBERS = ("LOCK_NAME_IN_NETWORK_AFTER", "LOCK_NETWORK_AFTER", "LOCK_NAME_AFTER", "KNOWN_NETWORK_DAYS")


@register(TAG)
def check_locks(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = [
        Error(
            f"{name}={getattr(settings, name)} is less than 1.",
            hint="Set it to a whole number of at least 1, or leave it out.",
            id="accounts.E001",
        )
        for name in NUMBERS
        if getattr(settings, name) < 1
    ]
    narrow = settings.LOCK_NAME_IN_NETWORK_AFTER
    found += [
        Error(
            f"{name}={getattr(settings, name)} is less than LOCK_NAME_IN_NETWORK_AFTER={narrow}.",
            hint="The limit of one name in one network has to be the lowest, or it never holds.",
            id="accounts.E002",
        )
        for name in ("LOCK_NETWORK_AFTER", "LOCK_NAME_AFTER")
        if getattr(settings, name) < narrow
    ]
    return found
