"""The one door for images from outside: readers' photos and editors' pictures.

What is stored is never what was sent: the pixels are decoded, turned upright, painted on
to a new image and written as WebP in the widths that pages use. Nothing of the original
file survives, neither its metadata nor its name.

Of an editors' picture a master is kept too: the pixels of its largest file before the
loss, so that a picture can leave the site and come back as it was. And it gets a card in
the shape in which other sites show a link to a page.
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

# Pillow only warns up to twice this size; read_image() turns the warning into an error.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

WEBP_QUALITY = 80
# Without loss, "quality" is the effort: more would save a tenth of the bytes for half the time again.
MASTER_EFFORT = {"lossless": True, "quality": 20, "method": 5}
# What sites that preview links take; few of them read WebP.
CARD_SIZE = (1200, 630)
# No master is larger, were its pixels pure noise.
MAX_MASTER_BYTES = 3 * MAX_PIXELS + 1_000_000
DECODES_AT_A_TIME = 2
WAIT_SECONDS = 20.0

BUSY = "Many photos are arriving just now. Try again in a minute."


class UnusableImage(ValueError):
    """The upload is not an image we take; the message is meant for the person who sent it."""


class TooBusy(UnusableImage):
    """The image may be fine; the machine is decoding as many as it can bear."""


def store_image(upload: IO[bytes], collection: Collection, *, max_bytes: int | None = None) -> StoredImage:
    """Decode `upload` and write it anew in every width of `collection`.

    `max_bytes` is how many are taken, where it is not the limit for uploads.
    Raises UnusableImage, with a message for the sender, for anything that is not a photo
    in one of the formats of accepted.py, whatever its name or type says. Then nothing is stored.
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
    """What store_image() would answer or raise; nothing is stored."""
    _refuse_over(max_bytes or accepted.max_bytes(), upload)
    with _decoding_slot():
        stored, _, _ = _write_anew(upload, collection)
    return stored


def ensure_card(stored: StoredImage) -> bool:
    """Make the card of a picture that has none; whether it had to be made. Raises like read_master()."""
    if default_storage.exists(stored.card_name):
        return False
    with default_storage.open(stored.name(stored.width)) as file, _decoding_slot():
        content = _card(read_image(file))
    default_storage.save(stored.card_name, ContentFile(content))
    return True


def read_master(stored: StoredImage) -> bytes:
    """A file that store_image() would turn into the very files of `stored`, master included.

    Of a picture without a master it is made from the largest file, and what is stored
    from it is that file's pixels. Raises OSError or UnusableImage when the files are
    gone or broken.
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
    """The image, the content of its files by their names, and the pixels they were made of.

    All are made from the pixels of the largest, so that the master gives the same again.
    """
    image = read_image(upload)
    image = _resized(image, min(image.width, collection.widths[-1]))
    contents = {width: _webp(_resized(image, width)) for width in widths_of(collection, image.width)}
    digest = hashlib.sha256(contents[image.width]).hexdigest()
    stored = StoredImage(collection, digest, image.width, image.height)
    return stored, {stored.name(width): content for width, content in contents.items()}, image


def read_image(upload: IO[bytes]) -> Image.Image:
    """The upload's pixels, upright, as a new RGB image that carries nothing else."""
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=PILLOW_FORMATS) as opened:
                # The size stands in the header: refuse before a single pixel is decoded.
                if opened.width * opened.height > MAX_PIXELS or max(opened.size) > MAX_SIDE:
                    raise UnusableImage(TOO_MANY_PIXELS)
                opened.load()
                return _repaint(_upright(opened))
    except UnusableImage:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnusableImage(TOO_MANY_PIXELS) from error
    # Decoders raise whatever they like on hostile files: SyntaxError, struct.error, OSError.
    except Exception as error:
        raise UnusableImage(CHOOSE_ANOTHER) from error


def _upright(image: Image.Image) -> Image.Image:
    """Phones store the turn in EXIF; broken EXIF must not cost the reader the photo."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        return image


def _repaint(image: Image.Image) -> Image.Image:
    """Paint on to white, so that transparency carries no hidden pixels along."""
    if image.mode.startswith("I"):
        # Pillow would cut 16-bit greys off at 255: all but the darkest would turn white.
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
    return _saved(image, quality=WEBP_QUALITY, method=4)


def _master(image: Image.Image) -> bytes:
    return _saved(image, **MASTER_EFFORT)


def _card(image: Image.Image) -> bytes:
    """The whole picture, and beside it what its edges go on with: their colour, or a floor they cut."""
    fitted = ImageOps.contain(image, CARD_SIZE, Image.Resampling.LANCZOS)
    (width, height), (wide, high) = fitted.size, CARD_SIZE
    # Where the last row or column begins, and where the half of the card that it fills.
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
    """Hold one of the machine's few decoding slots: a flood of photos must not eat its memory."""
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
