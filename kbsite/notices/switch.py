"""Whether the site writes to the desk at all."""

from django.conf import settings

from comments.mail import is_on as mail_is_on


def is_on() -> bool:
    """False without EMAIL_URL, and where the operator turned letters about texts off."""
    return mail_is_on() and bool(settings.TEXT_LETTERS)
