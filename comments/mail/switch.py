"""Whether the site writes letters at all."""

from django.conf import settings


def is_on() -> bool:
    """False without EMAIL_URL: then nothing is queued, and pages do not speak of mail."""
    return bool(settings.MAIL_IS_ON)
