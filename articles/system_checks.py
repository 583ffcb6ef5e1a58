"""Checks this app's settings, with `manage.py check` and at each start."""

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

TAG = "articles"


@register(TAG)
def check_first_country(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if re.fullmatch("[A-Z]{2}", settings.FIRST_COUNTRY):
        return []
    return [
        Error(
            f"FIRST_COUNTRY={settings.FIRST_COUNTRY!r} is not the code of a country.",
            hint="Set it to two letters of ISO 3166, such as GB.",
            id="articles.E001",
        )
    ]
