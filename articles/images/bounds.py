"""The formats of uploaded images and the figures that bound the work of decoding them.

Both the site and the process that decodes (worker.py) read this. That process knows nothing of
Django, so this module imports nothing of it.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Format:
    """`name` is for people, `pillow` is Pillow's name for it.

    `suffixes` are the ends of file names for a format whose MIME type some systems do not know.
    """

    name: str
    pillow: str
    types: tuple[str, ...]
    suffixes: tuple[str, ...] = ()


FORMATS = (
    Format("JPEG", "JPEG", ("image/jpeg",)),
    Format("PNG", "PNG", ("image/png",)),
    Format("WebP", "WEBP", ("image/webp",)),
    Format("HEIC", "HEIF", ("image/heic", "image/heif"), (".heic", ".heif")),
    Format("AVIF", "AVIF", ("image/avif",), (".avif",)),
    Format("GIF", "GIF", ("image/gif",)),
)
PILLOW_FORMATS = tuple(kind.pillow for kind in FORMATS)

# Phones write 8,192 x 6,144 pixels and call it 50 megapixels.
MEGAPIXELS = 50
MAX_PIXELS = 51_000_000
# The longest side that WebP can hold.
MAX_SIDE = 16_383
# Phones make panoramas of 8 to 1, and the picture of a long talk on a screen is about as tall. A page
# would show anything narrower as a line, or as many screens of nothing else.
MAX_RATIO = 10

# A camera writes a progressive JPEG in about ten scans, and every scan goes through all the pixels anew.
MAX_SCANS = 100
# The segments of a JPEG, the chunks of a PNG or a WebP. The smallest chunks that programs write have
# 4 kB, so that a PNG of 10 MB has 2,500.
MAX_PARTS = 20_000
# The items of a HEIC or an AVIF, such as its tiles: a phone writes some 200 for 48 megapixels, and libheif
# takes no more than this.
MAX_ITEMS = 1000
# A grid of tiles is one step, an image turned or cut as a whole another one.
MAX_CHAIN = 5
# What a decoder makes on the way to one image: the whole and its tiles, and both again for its mask.
MAX_WORK_PIXELS = 4 * MAX_PIXELS
# The profiles of printing presses, the largest that there are, have up to 3 MB.
MAX_PROFILE_BYTES = 4 * 1024 * 1024

# For each step of the work on one image. A good photo takes a tenth of it; the rest is for slow machines.
CPU_SECONDS = 10
# The clock's limit after which a slot is free again, whatever the process does or waits for.
WALL_SECONDS = 30.0
# The address space of the process that decodes, of which it uses some 130 MB before the first image.
MEMORY_BYTES = 700 * 1024 * 1024


class Fault(StrEnum):
    """Why an image is refused. accepted.py has the words for each."""

    UNREADABLE = "unreadable"
    TOO_MANY_PIXELS = "too many pixels"
    RIBBON = "ribbon"
    TOO_MUCH_WORK = "too much work"


class Refused(ValueError):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault
