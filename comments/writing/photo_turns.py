"""Stores the photos of submissions: counted before they are decoded, and one at a time for each network.

The machine decodes few photos at once (articles/images/decoding.py). So that one network cannot
hold all those places, its photos wait for each other before they ask for one.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError, connection, transaction

from articles.images.decoding import BUSY, TooBusy, store_image
from articles.images.stored import PHOTOS, StoredImage
from comments import limits
from comments.senders import Sender

# A household whose people all send at once waits for a few photos; who waits longer is told to come back.
WAIT_SECONDS = 10.0
# PostgreSQL's codes for a lock, or a statement, that took too long.
STILL_TAKEN = {"55P03", "57014"}


def count_and_store(upload: UploadedFile, sender: Sender) -> StoredImage:
    """A photo that is refused is counted too: it costs as much as another.

    Called in the sender's turn. Raises LimitReached and UnusableImage.
    """
    with transaction.atomic():
        limits.count(sender, limits.PHOTOS)
    return store_image(upload, PHOTOS)


@contextmanager
def turn_of(sender: Sender) -> Iterator[None]:
    """Wait until no other photo of the sender's widest network is being stored. Raises TooBusy.

    PostgreSQL holds the lock for the connection, outside of a transaction: decoding takes long.
    """
    *_, widest = sender.address_hashes.values()
    deadline = time.monotonic() + WAIT_SECONDS
    while not _take(widest):
        if time.monotonic() > deadline:
            raise TooBusy(BUSY)
    try:
        yield
    finally:
        _ask("pg_advisory_unlock", widest)


def _take(network: str) -> bool:
    """Wait as long as the connection's lock_timeout lets us: asking again and again would cost too much."""
    try:
        _ask("pg_advisory_lock", network)
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") not in STILL_TAKEN:
            raise
        return False
    return True


def _ask(function: str, network: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [f"photo turn {network}"])
