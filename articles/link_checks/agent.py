"""The User-Agent under which this site sends requests to other sites."""

from django.conf import settings

SITE = "Scratchpost"


def agent() -> str:
    """Return the User-Agent. It names the site's address, if the site has a public one.

    The address lets the operator of another server see who sends the requests. The name
    avoids the word “link”, because some servers refuse every robot whose name contains it.
    """
    names = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if not host[-1:].isdigit()]
    public = next((name for name in names if "." in name), None)
    return f"{SITE} (reference check; +https://{public}/)" if public else f"{SITE} (reference check)"
