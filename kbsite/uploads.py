"""What is done with uploads while they arrive: too large ones and parts of files are dropped."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

# A request with a larger Content-Length is refused unread, since no form of ours is that large.
REFUSE_UNREAD_BYTES = 64 * 1024 * 1024


class CappedUploadHandler(FileUploadHandler):
    """Drops a file that exceeds UPLOAD_MAX_BYTES, and keeps the form's other fields.

    Django itself does not limit files. It drops a file that ends with the request, before its own
    end, and takes the form as one without a file. The functions below say whose files were
    dropped, so that the form can show an error.
    """

    received = 0

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any) -> None:
        if content_length > REFUSE_UNREAD_BYTES:
            raise RequestDataTooBig("The request is larger than any form here can be.")

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
