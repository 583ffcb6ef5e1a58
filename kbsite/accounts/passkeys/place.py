"""Where passkeys work: a passkey belongs to one name, and the browser shows it to no other site.

The name is that of SITE_URL, which no request can change. Without SITE_URL it is `localhost` and nothing
else, so that whoever tries the site on their own machine can use passkeys too.
"""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

import idna
from django.conf import settings
from django.http import HttpRequest

LOCAL = "localhost"
DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class PasskeyPlace:
    """`rp_id` is the name that a passkey belongs to; `origin` is what a browser says that it talks to."""

    rp_id: str
    origin: str


class Nowhere(Exception):
    """The message says why no passkey works at this address, and what to do."""


def place_of(request: HttpRequest) -> PasskeyPlace:
    """Where passkeys work, if the request was made there. Raises Nowhere."""
    asked = _origin(request.scheme or "http", request.get_host())
    if not settings.SITE_URL:
        return _local(asked)
    parts = urlsplit(settings.SITE_URL)
    origin = _origin(parts.scheme, parts.netloc)
    name = urlsplit(origin).hostname or ""
    if _is_number(name):
        raise Nowhere("Passkeys need a name, and the address of this site is a number.")
    if parts.scheme != "https" and name != LOCAL:
        raise Nowhere("Passkeys need https, and the address of this site begins with http.")
    if urlsplit(asked).netloc != urlsplit(origin).netloc:
        raise Nowhere(f"Passkeys work only at the address {settings.SITE_URL}/admin/. Log in there.")
    return PasskeyPlace(rp_id=name, origin=origin)


def here(request: HttpRequest) -> PasskeyPlace | None:
    try:
        return place_of(request)
    except Nowhere:
        return None


def why_not(request: HttpRequest) -> str:
    """Why no passkey works at this address; empty where they do."""
    try:
        place_of(request)
    except Nowhere as error:
        return str(error)
    return ""


def _local(asked: str) -> PasskeyPlace:
    name, port = urlsplit(asked).hostname or "", urlsplit(asked).port
    if name == LOCAL:
        return PasskeyPlace(rp_id=LOCAL, origin=asked)
    if _is_number(name):
        local = f"http://{LOCAL}{f':{port}' if port else ''}{settings.PATH_PREFIX}/admin/"
        raise Nowhere(f"Passkeys belong to a name, and this address is a number. Log in at {local} instead.")
    raise Nowhere("Passkeys need the address of the site in the setting SITE_URL. Ask whoever runs the site.")


def _origin(scheme: str, host: str) -> str:
    """As browsers write it: in small letters, without the usual port, in ASCII."""
    parts = urlsplit(f"//{host}".lower())
    name = parts.hostname or ""
    bracketed = f"[{name}]" if ":" in name else _in_ascii(name)
    is_usual = parts.port in {None, DEFAULT_PORTS.get(scheme)}
    return f"{scheme}://{bracketed}{'' if is_usual else f':{parts.port}'}"


def _in_ascii(name: str) -> str:
    """As browsers do it (UTS 46). Older rules, of 2003, make another host of some names, such as straße."""
    try:
        return name if name.isascii() else idna.encode(name, uts46=True).decode()
    except UnicodeError:
        return name  # No browser is at such a host, so no passkey works there.


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
