"""The only module that decodes and stores uploaded images: readers' photos and editors' pictures.

It never stores the uploaded file. It decodes the pixels, turns them upright, paints them on a
new image and writes that as WebP in the widths that pages use. Nothing of the original file
survives, neither its metadata nor its name.

For an editors' picture it also stores a master, a lossless file with the pixels of the largest
width. An export contains the master, so an import makes exactly the same files again. It also
stores a card, in the size in which other sites show a picture beside a link.
"""

import fcntl
import hashlib
import io
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pi_heif import register_heif_opener
from PIL import Image, ImageOps

from articles.images import accepted
from articles.images.accepted import CHOOSE_ANOTHER, MAX_PIXELS, MAX_SIDE, PILLOW_FORMATS, TOO_MANY_PIXELS
from articles.images.stored import Collection, StoredImage, widths_of

register_heif_opener()

# Pillow raises an error only above twice this size. Below it gives a warning, which read_image()
# turns into an error.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

WEBP_EFFORT = {"quality": 80, "method": 4}
# For lossless WebP, "quality" means the effort. A higher one would save a tenth of the bytes and
# take half as long again.
MASTER_EFFORT = {"lossless": True, "quality": 20, "method": 5}
# The size that sites with previews of links expect. Cards are JPEG, since few of them read WebP.
CARD_SIZE = (1200, 630)
# An upper bound: a master of pure noise, which cannot be compressed, stays below it.
MAX_MASTER_BYTES = 3 * MAX_PIXELS + 1_000_000
DECODES_AT_A_TIME = 2
WAIT_SECONDS = 20.0

BUSY = "Many photos are arriving just now. Try again in a minute."


class UnusableImage(ValueError):
    """We do not accept the upload; the message is for the person who sent it."""


class TooBusy(UnusableImage):
    """All decoding slots are taken; the image itself may be good."""


def store_image(upload: IO[bytes], collection: Collection, *, max_bytes: int | None = None) -> StoredImage:
    """Decode `upload` and store it in every width of `collection`.

    `max_bytes` replaces the limit for uploads. Raises UnusableImage, with a message for the
    sender, if the content is no image in one of the formats of accepted.py; its name and its
    declared type do not count. Nothing is stored then.
    """
    _refuse_over(max_bytes or accepted.max_bytes(), upload)
    with _decoding_slot():
        stored, files, image = _write_anew(upload, collection)
        if collection.keeps_masters and not default_storage.exists(stored.master_name):
            files[stored.master_name] = _master(image)
        if collection.has_cards and not default_storage.exists(stored.card_name):
            files[stored.card_name] = _card(image)
    for name, content in files.items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
    return stored


def measure_image(upload: IO[bytes], collection: Collection, *, max_bytes: int | None = None) -> StoredImage:
    """Return or raise what store_image() would, without storing anything."""
    _refuse_over(max_bytes or accepted.max_bytes(), upload)
    with _decoding_slot():
        stored, _, _ = _write_anew(upload, collection)
    return stored


def ensure_card(stored: StoredImage) -> bool:
    """Make the card of a picture if it is missing. Return whether it was. Raises like read_master()."""
    if default_storage.exists(stored.card_name):
        return False
    with default_storage.open(stored.name(stored.width)) as file, _decoding_slot():
        content = _card(read_image(file))
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
    with default_storage.open(stored.name(stored.width)) as file, _decoding_slot():
        return _master(read_image(file))


def _write_anew(
    upload: IO[bytes], collection: Collection
) -> tuple[StoredImage, dict[str, bytes], Image.Image]:
    """Return the stored image, the content of its files by name, and the pixels of the largest.

    Every file is made from the pixels of the largest width. The master holds these pixels, so
    it leads to the same files.
    """
    image = read_image(upload)
    image = _resized(image, min(image.width, collection.widths[-1]))
    contents = {width: _webp(_resized(image, width)) for width in widths_of(collection, image.width)}
    digest = hashlib.sha256(contents[image.width]).hexdigest()
    stored = StoredImage(collection, digest, image.width, image.height)
    return stored, {stored.name(width): content for width, content in contents.items()}, image


def read_image(upload: IO[bytes]) -> Image.Image:
    """Return the upload's pixels, upright, as a new RGB image without metadata. Raises UnusableImage."""
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=PILLOW_FORMATS) as opened:
                # Opening reads only the header, so a decompression bomb is refused undecoded.
                if opened.width * opened.height > MAX_PIXELS or max(opened.size) > MAX_SIDE:
                    raise UnusableImage(TOO_MANY_PIXELS)
                opened.load()
                return _repaint(_upright(opened))
    except UnusableImage:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnusableImage(TOO_MANY_PIXELS) from error
    # For a hostile file, decoders raise many kinds of errors: SyntaxError, struct.error, OSError.
    except Exception as error:
        raise UnusableImage(CHOOSE_ANOTHER) from error


def _upright(image: Image.Image) -> Image.Image:
    """Turn the image as its EXIF says, as phones write it.

    Broken EXIF is ignored: the photo is worth more than its right direction.
    """
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        return image


def _repaint(image: Image.Image) -> Image.Image:
    """Paint the image on white, because transparent pixels may still hide a picture."""
    if image.mode.startswith("I"):
        # Pillow clips 16-bit greys at 255, so almost all of them would become white.
        image = image.convert("I").point(lambda level: level / 256).convert("L")
    canvas = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        canvas.paste(layer, mask=layer.getchannel("A"))
    else:
        canvas.paste(image.convert("RGB"))
    return canvas


def _resized(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _webp(image: Image.Image) -> bytes:
    return _saved(image, **WEBP_EFFORT)


def _master(image: Image.Image) -> bytes:
    return _saved(image, **MASTER_EFFORT)


def _card(image: Image.Image) -> bytes:
    """Return a JPEG of CARD_SIZE with the whole picture in its middle.

    The space beside it continues the picture's edges: the first and last column (or row) of
    pixels fill one half of the card each, so that a background or a floor line runs on.
    """
    fitted = ImageOps.contain(image, CARD_SIZE, Image.Resampling.LANCZOS)
    (width, height), (wide, high) = fitted.size, CARD_SIZE
    # The corner where the last column or row begins, and that of the half of the card it fills.
    last, half = ((width - 1, 0), (wide // 2, 0)) if width < wide else ((0, height - 1), (0, high // 2))
    canvas = fitted.crop((0, 0, width - last[0], height - last[1])).resize(CARD_SIZE)
    canvas.paste(fitted.crop((*last, width, height)).resize((wide - half[0], high - half[1])), half)
    canvas.paste(fitted, ((wide - width) // 2, (high - height) // 2))
    buffer = io.BytesIO()
    canvas.save(buffer, "JPEG", quality=85, optimize=True, progressive=True)
    return buffer.getvalue()


def _saved(image: Image.Image, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", **options)
    return buffer.getvalue()


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
