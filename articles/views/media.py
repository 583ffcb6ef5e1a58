"""Serves editors' pictures where no nginx in front of the site does, and sends stored files.

Readers' photos have a view of their own (comments/views/photos.py), which asks who may see them.
"""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

# Matches only names that articles/images/decoding.py writes: folder, first two digits of the digest,
# digest and width. Masters and all other files are not served.
STORED_NAME = re.compile(
    r"pictures/(?:([0-9a-f]{2})/\1[0-9a-f]{62}-[0-9]+\.webp|([0-9a-f]{2})/\2[0-9a-f]{62}-card\.jpg)"
)
# The name contains the digest of the content, so the content of an address never changes.
FOR_EVER = "public, max-age=31536000, immutable"
# Should a browser take a stored file for a page, the page can load and run nothing.
SANDBOX = "default-src 'none'; sandbox"


@require_safe
def serve_media(request: HttpRequest, name: str) -> HttpResponseBase:
    if not STORED_NAME.fullmatch(name):
        raise Http404
    response = stored_file(request, name, FOR_EVER)
    # Pages and feed readers elsewhere may embed pictures, but not readers' photos.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def stored_file(request: HttpRequest, name: str, cache_control: str) -> HttpResponseBase:
    """Answer with a stored file, or 304 to a browser that has it. Raises Http404 if there is none."""
    if not default_storage.exists(name):
        raise Http404
    etag = f'"{name.rpartition("/")[2]}"'
    known: HttpResponse | None = get_conditional_response(request, etag=etag)
    response = known or FileResponse(default_storage.open(name), content_type=_type_of(name))
    response.headers["ETag"] = etag
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = cache_control
    return response


def _type_of(name: str) -> str:
    return "image/jpeg" if name.endswith(".jpg") else "image/webp"
