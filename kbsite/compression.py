"""Compression of pages and feeds: Brotli for what contains no secret, gzip for the rest."""

import re

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

# Pictures are compressed already: trying again would only waste a worker's time.
TEXT = re.compile(r"text/|application/(json|xml|[\w.-]+\+(json|xml))\b")
ACCEPTS_BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")

# Brotli's higher qualities take much more time and save few more bytes.
QUALITY = 5
# A shorter answer fits into one packet uncompressed. Django's gzip has the same limit.
MIN_LENGTH = 200


class CompressionMiddleware(GZipMiddleware):
    """Compresses public pages with Brotli and all others with Django's gzip.

    The length of a compressed page can reveal a secret in it (the BREACH attack). Public
    pages contain no secret. For the others, Django's gzip adds random bytes.
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
    # Each encoding has other bytes of the same page. RFC 9110, 8.8.1 wants a weak tag for that.
    tag = response.headers.get("ETag", "")
    if tag.startswith('"'):
        response.headers["ETag"] = f"W/{tag}"
    return response
