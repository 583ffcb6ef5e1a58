"""Serves stored images where no nginx in front of the site does."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

# Matches only names that articles/images/decoding.py writes: folder, first two digits of the digest,
# digest and width. Masters and all other files are not served.
STORED_NAME = re.compile(
    r"(?:(?:pictures|photos)/([0-9a-f]{2})/\1[0-9a-f]{62}-[0-9]+\.webp"
    r"|pictures/([0-9a-f]{2})/\2[0-9a-f]{62}-card\.jpg)"
)
# Pages and feed readers elsewhere may embed pictures, but not readers' photos.
SHARED = "pictures/"
# Should a browser take a stored file for a page, the page can load and run nothing.
SANDBOX = "default-src 'none'; sandbox"


@require_safe
def serve_media(request: HttpRequest, name: str) -> FileResponse:
    if not STORED_NAME.fullmatch(name) or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type=_type_of(name))
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    # The name contains the digest of the content, so the content of an address never changes.
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    if name.startswith(SHARED):
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _type_of(name: str) -> str:
    return "image/jpeg" if name.endswith(".jpg") else "image/webp"
