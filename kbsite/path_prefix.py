"""The folder below which readers find the site, such as /pets: PATH_PREFIX.

Inside, every address begins at the site's own root, also those that are stored in texts, and so
nothing has to be stored anew when the folder changes. The prefix is taken off where a request comes
in and put on where an answer goes out. Absolute addresses get it from SITE_URL.
"""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseBase

Environ = dict[str, Any]
GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Two slashes begin the address of another host.
ADDRESS = re.compile(rb"""(\s(?:href|src|action|formaction|poster|data-[a-z-]+)=["'])/(?![/\\])""")
LIST_OF_PICTURES = re.compile(rb"""(\s(?:image)?srcset=["'])([^"']*)""")
PICTURE = re.compile(rb"(^|,\s*)/(?![/\\])")
IN_JSON = re.compile(rb'("(?:href|src|id|start_url|scope)": ?")/(?![/\\])')
RULE_FOR_ROBOTS = re.compile(rb"(^Disallow: )/", re.MULTILINE)


def take_off(environ: Environ, prefix: str) -> None:
    """Take the prefix off the path that was asked for, unless the proxy has done so already."""
    path = environ.get("PATH_INFO", "")
    if prefix and (path == prefix or path.startswith(f"{prefix}/")):
        environ["PATH_INFO"] = path.removeprefix(prefix) or "/"


def put_on_headers(headers: list[tuple[str, str]], environ: Environ, prefix: str) -> list[tuple[str, str]]:
    """Return the headers with the prefix in Location. Redirects to https name this host, too."""
    return [
        (name, _location(value, environ.get("HTTP_HOST", ""), prefix) if name == "Location" else value)
        for name, value in headers
    ]


def _location(value: str, host: str, prefix: str) -> str:
    own = re.match(rf"https?://{re.escape(host)}(?=/)", value) if host else None
    start = own[0] if own else ""
    path = value.removeprefix(start)
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    has_it = bool(own) and path.startswith(f"{prefix}/")
    return f"{start}{prefix}{path}" if is_ours and not has_it else value


class PathPrefixMiddleware:
    """Puts the prefix on the addresses in pages, and in what scripts and machines read."""

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.PATH_PREFIX:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse):
            kind = response.headers.get("Content-Type", "").partition(";")[0]
            response.content = put_on(response.content, kind, settings.PATH_PREFIX.encode())
            if "Content-Length" in response.headers:
                response.headers["Content-Length"] = str(len(response.content))
        return response


def put_on(content: bytes, kind: str, prefix: bytes) -> bytes:
    """Return what is sent with the prefix on the addresses of the site."""
    first = rb"\g<1>" + prefix + b"/"
    if kind == "text/html":
        listed = LIST_OF_PICTURES.sub(lambda found: found[1] + PICTURE.sub(first, found[2]), content)
        return ADDRESS.sub(first, listed)
    if kind in {"application/json", "application/manifest+json"}:
        return IN_JSON.sub(first, content)
    return RULE_FOR_ROBOTS.sub(first, content) if kind == "text/plain" else content
