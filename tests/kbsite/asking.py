"""Asking the WSGI application as a server does: with what Django's test client leaves out."""

from contextlib import closing
from typing import Any

from django.test import RequestFactory

from kbsite.wsgi import application


def asked(method: str, path: str, body: bytes = b"", **environ: str) -> tuple[int, dict[str, str], bytes]:
    """Return the status, the headers and the body of the answer."""
    answer: list[Any] = []
    request = RequestFactory().generic(method, path, body, content_type="text/plain")
    given = request.environ | {"HTTP_SEC_FETCH_SITE": "same-origin"} | environ

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        answer.extend((int(status[:3]), dict(headers)))

    parts: Any = application(given, start_response)
    with closing(parts):
        content = b"".join(parts)
    return answer[0], answer[1], content
