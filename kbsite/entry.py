"""What each request passes before Django reads it.

Django reads a request's headers before the first middleware, and some of them make it fail. A server in
front may believe headers that any reader can write. So both are put in order here.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from kbsite import path_prefix, proxies

Environ = dict[str, Any]
StartResponse = Callable[..., Any]

NAME = r"[\w!#$&^.+-]{1,100}"
MEDIA_TYPE = re.compile(rf"\s*({NAME}/{NAME})\s*(?:;|$)", re.ASCII)
# RFC 2046 allows 70 characters. Programs are found that send more.
BOUNDARY = re.compile(
    r""";\s*boundary\s*=\s*(?:"([\w'()+,./:=? -]{1,200})"|([\w'()+,./:=?-]{1,200}))\s*(?:;|$)""",
    re.ASCII | re.IGNORECASE,
)


class WsgiEntry:
    """The WSGI application: Django's own, behind a door that puts the request in order."""

    def __init__(self, application: Callable[[Environ, StartResponse], Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        proxies.settle(environ, settings.TRUSTED_PROXIES)
        environ["CONTENT_TYPE"] = content_type(environ.get("CONTENT_TYPE", ""))
        prefix: str = settings.PATH_PREFIX
        if not prefix:
            return self.application(environ, start_response)
        path_prefix.take_off(environ, prefix)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, path_prefix.put_on_headers(headers, environ, prefix), *more)

        return self.application(environ, start)


def content_type(sent: str) -> str:
    """Return the media type, and the boundary of a form. All else is left out: forms come as UTF-8."""
    media_type = MEDIA_TYPE.match(sent)
    if media_type is None:
        return ""
    boundary = BOUNDARY.search(sent)
    if boundary is None:
        return media_type[1]
    return f'{media_type[1]}; boundary="{boundary[1] or boundary[2]}"'
