"""Absolute addresses, for everything that is read outside the site."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

SITE_NAME = "Scratchpost"
LANGUAGE = "en-GB"


def site_root(request: HttpRequest) -> str:
    """Return how every address of the site starts, without a slash at its end.

    Without SITE_URL this is the host of the request, so a site with two names has two roots.
    """
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}{settings.PATH_PREFIX}"


def absolute(request: HttpRequest, path: str) -> str:
    """Return the absolute address of `path`, which may be absolute already.

    The addresses of pictures are, where a storage keeps them on another host.
    """
    return path if urlsplit(path).scheme else site_root(request) + path


def picture_url(request: HttpRequest, picture: dict[str, object]) -> str:
    """Return the address of the largest file of a picture that an edition stores."""
    largest = str(picture.get("srcset") or picture["src"]).rpartition(", ")[2]
    return absolute(request, largest.partition(" ")[0])
