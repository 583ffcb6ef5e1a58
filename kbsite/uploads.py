"""What is done with forms while they arrive: large files and parts of files are dropped, cuts are noticed."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser

# A request with a larger Content-Length is refused unread, since no form of ours is that large.
REFUSE_UNREAD_BYTES = 64 * 1024 * 1024

CUT = (
    "Only a part of this form arrived. Look through what you wrote, choose your photo again if you had one, "
    "and send once more."
)


class WatchedBody:
    """Passes the body of a form on, and notices the boundary at its end."""

    def __init__(self, body: Any, boundary: bytes) -> None:
        self._body, self._wanted = body, b"--" + boundary + b"--"
        self._last = b""
        self.is_whole = False

    def read(self, *size: int) -> bytes:
        piece: bytes = self._body.read(*size)
        if not self.is_whole:
            seen = self._last + piece
            self.is_whole = self._wanted in seen
            # Its beginning may stand at the end of this piece.
            self._last = seen[1 - len(self._wanted) :]
        return piece


class CappedUploadHandler(FileUploadHandler):
    """Drops a file that exceeds UPLOAD_MAX_BYTES, and keeps the form's other fields.

    Django itself does not limit files. It drops a file that ends with the request, before its own
    end, and takes the form as one without a file; a text that ends so it takes as whole. The
    functions below say which files were dropped, and whether a form was cut elsewhere, so that the
    form can show an error.
    """

    received = 0
    _is_watched = False

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> Any:
        """Read the form as Django does, and watch it come."""
        if content_length > REFUSE_UNREAD_BYTES:
            raise RequestDataTooBig("The request is larger than any form here can be.")
        if self._is_watched or self.request is None:
            return None
        self._is_watched = True
        body: Any = WatchedBody(input_data, boundary)
        # It calls this method once more, which then leaves the work to Django.
        form = MultiPartParser(META, body, self.request.upload_handlers, encoding).parse()
        if not body.is_whole:
            _names(self.request, "unfinished").add("form")
        return form

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_MAX_BYTES:
            oversized_uploads(self.request).add(str(self.field_name))
            raise SkipFile
        return raw_data

    def upload_interrupted(self) -> None:
        """The request ended within a file, and Django drops what has come of it."""
        # Django calls this too where the last file was dropped for its size.
        if self.field_name not in oversized_uploads(self.request):
            interrupted_uploads(self.request).add(str(self.field_name))

    def file_complete(self, file_size: int) -> None:
        return None


def oversized_uploads(request: Any) -> set[str]:
    """Return the names of the fields whose files were dropped because of their size."""
    return _names(request, "oversized_uploads")


def interrupted_uploads(request: Any) -> set[str]:
    """Return the names of the fields whose files did not arrive to their end."""
    return _names(request, "interrupted_uploads")


def is_cut(request: HttpRequest) -> bool:
    """Return whether the form ended before its own end, elsewhere than in a file that is named above."""
    # Reading it is what finds out.
    _ = request.POST
    named = interrupted_uploads(request) | oversized_uploads(request)
    return bool(_names(request, "unfinished")) and not named


def dropped(request: Any, field: str) -> dict[str, bool]:
    """Return why the field's file was dropped, if it was, as the forms with files take it."""
    return {
        "oversized": field in oversized_uploads(request),
        "interrupted": field in interrupted_uploads(request),
    }


def _names(request: Any, kind: str) -> set[str]:
    if not hasattr(request, kind):
        setattr(request, kind, set())
    names: set[str] = getattr(request, kind)
    return names
