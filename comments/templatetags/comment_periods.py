"""How long comments that are not shown are kept, for the page on privacy."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def comment_periods() -> dict[str, int]:
    """In days; 0 means for ever."""
    return {
        "rejected": settings.KEEP_REJECTED_DAYS,
        "spam": settings.KEEP_SPAM_DAYS,
        "unconfirmed": settings.KEEP_UNCONFIRMED_DAYS,
    }
