"""Whether the site sends letters at all."""

from django.conf import settings


def is_on() -> bool:
    """False without EMAIL_URL: then no letter is queued, and pages do not mention letters."""
    return bool(settings.MAIL_IS_ON)
