"""Addresses that leave the site."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

SITE_NAME = "Scratchpost"
LANGUAGE = "en-GB"


def site_root(request: HttpRequest) -> str:
    """How every address of the site starts; without a slash at its end."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def absolute(request: HttpRequest, path: str) -> str:
    """Storage may keep pictures elsewhere: their addresses are absolute already."""
    return path if urlsplit(path).scheme else site_root(request) + path


def picture_url(request: HttpRequest, picture: dict[str, object]) -> str:
    """The largest file of a picture that an edition stores."""
    largest = str(picture.get("srcset") or picture["src"]).rpartition(", ")[2]
    return absolute(request, largest.partition(" ")[0])
