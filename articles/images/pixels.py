"""Decodes images and writes them anew. Runs in a process of its own: see worker.py.

Nothing here knows of Django, of files or of names: bytes come in, and bytes go out.
"""

import io
import warnings
from collections.abc import Mapping
from typing import Any

from pi_heif import register_heif_opener
from PIL import AvifImagePlugin, Image, ImageOps, PngImagePlugin

from articles.images import code_points, lean_webp
from articles.images.bounds import MAX_PIXELS, MAX_RATIO, MAX_SIDE, PILLOW_FORMATS, Fault, Refused
from articles.images.colours import to_srgb
from articles.images.structure import refuse_too_many_parts

# One thread each: the seconds that a decoder may take are those of all its threads, and each
# thread takes memory.
register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
AvifImagePlugin.DEFAULT_MAX_THREADS = 1


class PatientPngStream(PngImagePlugin.PngStream):
    """Ignores a colour profile that unpacks to more than Pillow takes, as others that are broken."""

    def chunk_iCCP(self, pos: int, length: int) -> bytes:  # noqa: N802  # Pillow's name
        try:
            return super().chunk_iCCP(pos, length)
        except ValueError:
            if self.fp is None:
                raise
            # The checksum of these bytes is compared next.
            self.fp.seek(pos)
            return self.fp.read(length)


# Pillow looks its class up here each time that it opens a PNG.
PngImagePlugin.PngStream = PatientPngStream  # type: ignore[misc]  # the class is replaced by its own kind

# Pillow raises an error only above twice this size. Below it gives a warning, which read_image()
# turns into an error.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

# For lossless WebP, "quality" means the effort. A higher one would save a tenth of the bytes and
# take half as long again.
MASTER_EFFORT = {"lossless": True, "quality": 20, "method": 5}

ORIENTATION = 0x0112
# The values of the EXIF's orientation with which width and height change places.
ON_ITS_SIDE = range(5, 9)
# A cheap step first makes a large image at most so many times as wide as wanted, a good one does the rest.
GAP = 2


def read_image(content: bytes, *, widest: int | None = None, any_shape: bool = False) -> Image.Image:
    """Return the pixels, upright and in sRGB, as a new RGB image without metadata. Raises Refused.

    An image that is far wider than `widest` comes back smaller, but at least that wide.
    """
    try:
        refuse_too_many_parts(content)
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            lean = _lean_webp(content, widest, any_shape)
            if lean is not None:
                return lean
            with Image.open(io.BytesIO(content), formats=PILLOW_FORMATS) as opened:
                # Opening reads only the header, so a decompression bomb is refused undecoded.
                _refuse_size(opened, any_shape)
                profile = code_points.profile_of(content, opened.info.get("icc_profile"))
                return _decoded(opened, widest, profile)
    except (Refused, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(Fault.TOO_MANY_PIXELS) from error
    # For a hostile file, decoders raise many kinds of errors: SyntaxError, struct.error, OSError.
    except Exception as error:
        raise Refused(Fault.UNREADABLE) from error


def _refuse_size(image: Image.Image, any_shape: bool) -> None:
    shorter, longer = sorted(image.size)
    if longer > MAX_RATIO * shorter and not any_shape:
        raise Refused(Fault.RIBBON)
    if shorter * longer > MAX_PIXELS or longer > MAX_SIDE:
        raise Refused(Fault.TOO_MANY_PIXELS)


def _decoded(opened: Image.Image, widest: int | None, profile: bytes | None) -> Image.Image:
    if widest is None:
        opened.load()
        return _repaint(to_srgb(_upright(_eight_bits(opened)), profile))
    on_its_side = _orientation(opened) in ON_ITS_SIDE
    # A JPEG can be decoded at a half, a quarter or an eighth, with as much less work and memory.
    opened.draft(None, (1, widest) if on_its_side else (widest, 1))
    opened.load()
    across = opened.height if on_its_side else opened.width
    smaller = _reduced(_eight_bits(opened), across // (GAP * widest))
    return _repaint(to_srgb(_upright(smaller), profile))


def _lean_webp(content: bytes, widest: int | None, any_shape: bool) -> Image.Image | None:
    """Return a WebP that is wider than `widest`, or None for any other image."""
    if widest is None or not content.startswith(b"RIFF"):
        return None
    with Image.open(io.BytesIO(content), formats=PILLOW_FORMATS) as opened:
        _refuse_size(opened, any_shape)
        (width, height), info = opened.size, opened.info
        on_its_side = _orientation(opened) in ON_ITS_SIDE
    # Its decoder has taken 8 bytes a pixel already.
    del opened
    across = height if on_its_side else width
    if across <= widest:
        return None
    smaller = lean_webp.decode(content, max(1, round(width * min(1, GAP * widest / across))))
    if smaller is None:
        return None
    smaller.info = info
    return _repaint(to_srgb(_upright(smaller), info.get("icc_profile")))


def _eight_bits(image: Image.Image) -> Image.Image:
    """Pillow clips 16-bit greys at 255, so almost all of them would become white."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda level: level / 256).convert("L")


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    if factor < 2:
        return image
    if image.mode in ("1", "P", "PA"):
        # Their numbers are no brightness, so nothing lies between two of them.
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image.reduce(factor)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:
        return 1


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
    canvas = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        canvas.paste(layer, mask=layer.getchannel("A"))
    else:
        # Converting an RGB image would only copy it.
        canvas.paste(image if image.mode == "RGB" else image.convert("RGB"))
    return canvas


def resized(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def webp(image: Image.Image, effort: Mapping[str, Any]) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", **effort)
    return buffer.getvalue()


def master(image: Image.Image) -> bytes:
    return webp(image, MASTER_EFFORT)


def card(image: Image.Image, size: tuple[int, int]) -> bytes:
    """Return a JPEG of `size` with the whole picture in its middle.

    The space beside it continues the picture's edges: the first and last column (or row) of
    pixels fill one half of the card each, so that a background or a floor line runs on.
    """
    fitted = ImageOps.contain(image, size, Image.Resampling.LANCZOS)
    (width, height), (wide, high) = fitted.size, size
    # The corner where the last column or row begins, and that of the half of the card it fills.
    last, half = ((width - 1, 0), (wide // 2, 0)) if width < wide else ((0, height - 1), (0, high // 2))
    canvas = fitted.crop((0, 0, width - last[0], height - last[1])).resize(size)
    canvas.paste(fitted.crop((*last, width, height)).resize((wide - half[0], high - half[1])), half)
    canvas.paste(fitted, ((wide - width) // 2, (high - height) // 2))
    buffer = io.BytesIO()
    canvas.save(buffer, "JPEG", quality=85, optimize=True, progressive=True)
    return buffer.getvalue()
