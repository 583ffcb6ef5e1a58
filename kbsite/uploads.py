"""The size limit of uploads, enforced while they arrive."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

# A request with a larger Content-Length is refused unread, since no form of ours is that large.
REFUSE_UNREAD_BYTES = 64 * 1024 * 1024


class CappedUploadHandler(FileUploadHandler):
    """Drops a file that exceeds UPLOAD_MAX_BYTES, and keeps the form's other fields.

    Django itself does not limit files. `request.oversized_uploads` has the names of the
    fields whose files were dropped, so that the form can show an error.
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

    def file_complete(self, file_size: int) -> None:
        return None


def oversized_uploads(request: Any) -> set[str]:
    """Return the names of the fields whose files were dropped because of their size."""
    if not hasattr(request, "oversized_uploads"):
        request.oversized_uploads = set()
    names: set[str] = request.oversized_uploads
    return names
