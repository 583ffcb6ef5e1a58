"""Pages and feeds go out small: Brotli where nothing in them is secret, gzip elsewhere."""

import re

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

# Pictures are compressed already, and would cost a worker its time.
TEXT = re.compile(r"text/|application/(json|xml|[\w.-]+\+(json|xml))\b")
ACCEPTS_BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")

# Beyond this each step costs much more time than it saves.
QUALITY = 5
# Shorter ones fit into one packet as they are; Django's gzip draws the same line.
MIN_LENGTH = 200


class CompressionMiddleware(GZipMiddleware):
    """Pages that caches may share hold no secret whose length could be guessed (BREACH).

    All others get Django's gzip, which adds bytes at random against that.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not TEXT.match(response.headers.get("Content-Type", "")):
            return response
        if isinstance(response, HttpResponse) and _fits_brotli(request, response):
            return _with_brotli(response)
        return super().process_response(request, response)


def _fits_brotli(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        "public" in response.headers.get("Cache-Control", "")
        and ACCEPTS_BROTLI.search(request.headers.get("Accept-Encoding", "")) is not None
        and len(response.content) >= MIN_LENGTH
        and not response.has_header("Content-Encoding")
    )


def _with_brotli(response: HttpResponse) -> HttpResponse:
    response.content = brotli.compress(response.content, mode=brotli.MODE_TEXT, quality=QUALITY)
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = "br"
    patch_vary_headers(response, ("Accept-Encoding",))
    # The bytes differ by encoding, the page does not: a weak tag says so (RFC 9110, 8.8.1).
    tag = response.headers.get("ETag", "")
    if tag.startswith('"'):
        response.headers["ETag"] = f"W/{tag}"
    return response
