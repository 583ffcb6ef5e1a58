"""Checks the settings for sending letters, with `manage.py check` and at each start."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from comments.mail.switch import is_on

TAG = "mail"


@register(TAG)
def check_mail(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if not is_on():
        return []
    found: list[CheckMessage] = []
    if not settings.SITE_URL:
        found.append(
            Error(
                "EMAIL_URL is set, SITE_URL is not: links in letters would lead nowhere.",
                hint="Set SITE_URL=https://kb.example.org, the site's one address.",
                id="comments.E001",
            )
        )
    elif not settings.SITE_URL.startswith("https:"):
        found.append(
            Warning(
                "SITE_URL does not begin with https: mail programs offer no one-click unsubscribing then.",
                id="comments.W001",
            )
        )
    if not settings.DEFAULT_FROM_EMAIL:
        found.append(
            Error(
                "EMAIL_URL is set, MAIL_FROM is not: letters would have no sender.",
                hint="Set MAIL_FROM=Scratchpost <letters@kb.example.org>.",
                id="comments.E002",
            )
        )
    return found
