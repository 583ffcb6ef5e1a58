"""What the importer wrote, so that it never undoes a later change by an editor."""

from django.db import models


class ImportRecord(models.Model):
    """One imported item: digests of its file and of the working copy made from it.

    The row stays when an editor deletes the item. So the item is not imported again.
    """

    key = models.CharField(max_length=120, unique=True, help_text="Such as articles/ringworm-in-dogs.")
    file_digest = models.CharField(max_length=64, help_text="SHA-256 of the file as read.")
    copy_digest = models.CharField(
        max_length=64, blank=True, help_text="Fingerprint of the working copy it made."
    )
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
