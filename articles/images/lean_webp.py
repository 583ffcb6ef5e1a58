"""Decodes a WebP at the width that is wanted, with the libwebp that Pillow brings.

Pillow decodes every WebP as if it were a film: 16 bytes of memory for each pixel, so that one of 48
megapixels would need 800 MB. libwebp itself makes a picture smaller while it decodes, row by row, as it
is done with a JPEG. What this module cannot do, such as a film, is left to Pillow.

The structures are those of webp/decode.h. libwebp refuses a caller whose version of them is another one.
"""

import ctypes
from functools import cache

from PIL import Image, _webp

DECODER_ABI_VERSION = 0x0209
MODE_RGB, MODE_RGBA = 0, 1
OK = 0


class Features(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_int) for name in ("width", "height", "has_alpha", "has_animation", "format")
    ] + [("pad", ctypes.c_uint32 * 5)]


class ColourBuffer(ctypes.Structure):
    """WebPRGBABuffer."""

    _fields_ = [("rgba", ctypes.c_void_p), ("stride", ctypes.c_int), ("size", ctypes.c_size_t)]


class PlanesBuffer(ctypes.Structure):
    """WebPYUVABuffer, which nothing here asks for: for each of four planes its address, stride and size."""

    _fields_ = [
        ("planes", ctypes.c_void_p * 4),
        ("strides", ctypes.c_int * 4),
        ("sizes", ctypes.c_size_t * 4),
    ]


class PixelBuffer(ctypes.Union):
    _fields_ = [("colours", ColourBuffer), ("planes", PlanesBuffer)]


class DecodedBuffer(ctypes.Structure):
    _fields_ = [
        ("colorspace", ctypes.c_int),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("is_external_memory", ctypes.c_int),
        ("pixels", PixelBuffer),
        ("pad", ctypes.c_uint32 * 4),
        ("private_memory", ctypes.c_void_p),
    ]


class DecoderOptions(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_int)
        for name in (
            "bypass_filtering",
            "no_fancy_upsampling",
            "use_cropping",
            "crop_left",
            "crop_top",
            "crop_width",
            "crop_height",
            "use_scaling",
            "scaled_width",
            "scaled_height",
            "use_threads",
            "dithering_strength",
            "flip",
            "alpha_dithering_strength",
        )
    ] + [("pad", ctypes.c_uint32 * 5)]


class DecoderConfig(ctypes.Structure):
    _fields_ = [("input", Features), ("output", DecodedBuffer), ("options", DecoderOptions)]


def decode(content: bytes, width: int) -> Image.Image | None:
    """Return the picture `width` pixels wide, or None for what has to be left to Pillow."""
    library, config = _library(), DecoderConfig()
    if library is None or not library.WebPInitDecoderConfigInternal(
        ctypes.byref(config), DECODER_ABI_VERSION
    ):
        return None
    found = library.WebPGetFeaturesInternal(
        content, len(content), ctypes.byref(config.input), DECODER_ABI_VERSION
    )
    if found != OK or config.input.has_animation:
        return None
    height = max(1, round(config.input.height * width / config.input.width))
    mode, of_libwebp = ("RGBA", MODE_RGBA) if config.input.has_alpha else ("RGB", MODE_RGB)
    stride = width * len(mode)
    pixels = bytearray(stride * height)
    memory = (ctypes.c_char * len(pixels)).from_buffer(pixels)
    output, options = config.output, config.options
    output.colorspace, output.is_external_memory = of_libwebp, 1
    colours = output.pixels.colours
    colours.rgba, colours.stride, colours.size = ctypes.addressof(memory), stride, len(pixels)
    options.use_scaling = width != config.input.width
    options.scaled_width, options.scaled_height = width, height
    if library.WebPDecode(content, len(content), ctypes.byref(config)) != OK:
        return None
    return Image.frombuffer(mode, (width, height), pixels, "raw", mode, 0, 1)


@cache
def _library() -> ctypes.CDLL | None:
    """Return what Pillow decodes WebP with, or None where its functions are hidden from others."""
    try:
        library = ctypes.CDLL(_webp.__file__)
        for name in ("WebPInitDecoderConfigInternal", "WebPGetFeaturesInternal", "WebPDecode"):
            getattr(library, name).restype = ctypes.c_int
    except (AttributeError, OSError):
        return None
    library.WebPInitDecoderConfigInternal.argtypes = [ctypes.c_void_p, ctypes.c_int]
    library.WebPGetFeaturesInternal.argtypes = [
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_void_p,
        ctypes.c_int,
    ]
    library.WebPDecode.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p]
    return library
