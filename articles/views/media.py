"""Stored images, for the server that has no nginx in front of it."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

# Only what articles/images.py writes: folder, two letters of the digest, digest and width.
STORED_NAME = re.compile(r"(pictures|photos)/([0-9a-f]{2})/\2[0-9a-f]{62}-[0-9]+\.webp")
SANDBOX = "default-src 'none'; sandbox"


@require_safe
def serve_media(request: HttpRequest, name: str) -> FileResponse:
    if not STORED_NAME.fullmatch(name) or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type="image/webp")
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    # The name is the digest of the content: it can never change.
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
