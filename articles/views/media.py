"""Stored images, for the server that has no nginx in front of it."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

# Only what articles/images/decoding.py writes: folder, two letters of the digest, digest and width.
STORED_NAME = re.compile(
    r"(?:(?:pictures|photos)/([0-9a-f]{2})/\1[0-9a-f]{62}-[0-9]+\.webp"
    r"|pictures/([0-9a-f]{2})/\2[0-9a-f]{62}-card\.jpg)"
)
# What pages and feeds of others may show; readers' photos are not for that.
SHARED = "pictures/"
SANDBOX = "default-src 'none'; sandbox"


@require_safe
def serve_media(request: HttpRequest, name: str) -> FileResponse:
    if not STORED_NAME.fullmatch(name) or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type=_type_of(name))
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    # The name is the digest of the content: it can never change.
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    if name.startswith(SHARED):
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _type_of(name: str) -> str:
    return "image/jpeg" if name.endswith(".jpg") else "image/webp"
