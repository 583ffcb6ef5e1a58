"""The name in which this site asks others."""

from django.conf import settings

SITE = "Scratchpost"


def agent() -> str:
    """With the site's own address where it has a public one, so that whoever wonders can look.

    Without the word “link”: some servers turn away every robot that has it.
    """
    names = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if not host[-1:].isdigit()]
    public = next((name for name in names if "." in name), None)
    return f"{SITE} (reference check; +https://{public}/)" if public else f"{SITE} (reference check)"
