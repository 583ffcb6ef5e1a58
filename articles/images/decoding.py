"""The only door for uploaded images: readers' photos and editors' pictures are stored here.

It never stores the uploaded file. A process of its own (worker.py) decodes the pixels, turns them
upright, paints them on a new image and writes that as WebP in the widths that pages use. Nothing of
the original file survives, neither its metadata nor its name.

For an editors' picture it also stores a master, a lossless file with the pixels of the largest
width. An export contains the master, so an import makes exactly the same files again. It also
stores a card, in the size in which other sites show a picture beside a link.
"""

import fcntl
import hashlib
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.images import accepted
from articles.images.bounds import MAX_SIDE, Refused
from articles.images.pool import POOL, Worker
from articles.images.stored import PICTURES, Collection, StoredImage

WEBP_EFFORT = {"quality": 80, "method": 4}
# The size that sites with previews of links expect. Cards are JPEG, since few of them read WebP.
CARD_SIZE = (1200, 630)
# An upper bound: a master of pure noise, which cannot be compressed, stays below it.
MAX_MASTER_BYTES = 3 * PICTURES.widths[-1] * MAX_SIDE + 1_000_000
DECODES_AT_A_TIME = 2
WAIT_SECONDS = 20.0

BUSY = "Many photos are arriving just now. Try again in a minute."


class UnusableImage(ValueError):
    """We do not accept the upload; the message is for the person who sent it."""


class TooBusy(UnusableImage):
    """All decoding slots are taken; the image itself may be good."""


def store_image(
    upload: IO[bytes], collection: Collection, *, max_bytes: int | None = None, any_shape: bool = False
) -> StoredImage:
    """Decode `upload` and store it in every width of `collection`.

    `max_bytes` replaces the limit for uploads, and with `any_shape` a ribbon is taken, as it once
    was. Raises UnusableImage, with a message for the sender, if the content is no image in one of
    the formats of bounds.py; its name and its declared type do not count. Nothing is stored then.
    """
    _refuse_over(max_bytes or accepted.max_bytes(), upload)
    with _worker() as worker:
        stored, files = _write_anew(worker, upload, collection, any_shape)
        if collection.keeps_masters and not default_storage.exists(stored.master_name):
            files[stored.master_name] = _master(worker)
        if collection.has_cards and not default_storage.exists(stored.card_name):
            files[stored.card_name] = _card(worker)
    for name, content in files.items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
    return stored


def measure_image(
    upload: IO[bytes], collection: Collection, *, max_bytes: int | None = None, any_shape: bool = False
) -> StoredImage:
    """Return or raise what store_image() would, without storing anything."""
    _refuse_over(max_bytes or accepted.max_bytes(), upload)
    with _worker() as worker:
        stored, _ = _write_anew(worker, upload, collection, any_shape)
    return stored


def ensure_card(stored: StoredImage) -> bool:
    """Make the card of a picture if it is missing. Return whether it was. Raises like read_master()."""
    if default_storage.exists(stored.card_name):
        return False
    with default_storage.open(stored.name(stored.width)) as file, _worker() as worker:
        worker.ask("read", file.read())
        content = _card(worker)
    default_storage.save(stored.card_name, ContentFile(content))
    return True


def read_master(stored: StoredImage) -> bytes:
    """Return a file from which store_image() would make exactly the files of `stored` again.

    If the picture has no master, one is made from its largest file; then store_image() makes
    new files from the pixels of that one. Raises OSError or UnusableImage if the files are
    missing or broken.
    """
    if default_storage.exists(stored.master_name):
        with default_storage.open(stored.master_name) as file:
            content: bytes = file.read()
        return content
    with default_storage.open(stored.name(stored.width)) as file, _worker() as worker:
        worker.ask("read", file.read())
        return _master(worker)


def _write_anew(
    worker: Worker, upload: IO[bytes], collection: Collection, any_shape: bool
) -> tuple[StoredImage, dict[str, bytes]]:
    """Return the stored image, and the content of its files by name."""
    upload.seek(0)
    answer = worker.ask(
        "write", upload.read(), widths=collection.widths, effort=WEBP_EFFORT, any_shape=any_shape
    )
    digest = hashlib.sha256(answer.files[str(answer.width)]).hexdigest()
    stored = StoredImage(collection, digest, answer.width, answer.height)
    return stored, {stored.name(int(width)): content for width, content in answer.files.items()}


def _master(worker: Worker) -> bytes:
    return worker.ask("master").files["master"]


def _card(worker: Worker) -> bytes:
    return worker.ask("card", size=CARD_SIZE).files["card"]


@contextmanager
def _worker() -> Iterator[Worker]:
    """Lend a process that decodes, in a slot. Raises UnusableImage for what the process refuses."""
    try:
        with _decoding_slot(), POOL.worker() as worker:
            yield worker
    except Refused as refused:
        raise UnusableImage(accepted.MESSAGES[refused.fault]) from refused


def _refuse_over(max_bytes: int, upload: IO[bytes]) -> None:
    if upload.seek(0, io.SEEK_END) > max_bytes:
        raise UnusableImage(accepted.too_large_message(max_bytes))


@contextmanager
def _decoding_slot() -> Iterator[None]:
    """Hold one of the machine's few decoding slots, so that many photos at once cannot use up its memory.

    The slots are locked files and not a semaphore, because several processes share them.
    Raises TooBusy after WAIT_SECONDS.
    """
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        for slot in range(DECODES_AT_A_TIME):
            with (settings.VAR_DIR / f"decoding-{slot}.lock").open("w") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        if time.monotonic() > deadline:
            raise TooBusy(BUSY)
        time.sleep(0.05)
