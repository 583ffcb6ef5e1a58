"""Colours that a file describes by numbers instead of a profile (ITU-T H.273), as a profile for colours.py.

A HEIC or an AVIF has them in a box, a PNG in a chunk. Of the primaries, those of Display P3 and BT.2020 are
converted; whatever else cameras write is so near to sRGB's that it is shown as it is. The same holds for
the curves of television, as in browsers. Photos with more light than a page can show (HDR) keep their
shades up to four fifths of a white page, and what is brighter is pressed into the rest.
"""

import math
import struct
from collections.abc import Callable
from functools import lru_cache, partial

from articles.images import heif

BT_709, BT_2020, DISPLAY_P3 = 1, 9, 12
GAMMA_22, GAMMA_28, LINEAR, PQ, HLG = 4, 5, 8, 16, 18

D50 = (0.96419, 1.0, 0.82489)
# Where red, green and blue lie in XYZ, adapted to D50 as profiles have it.
PRIMARIES = {
    BT_709: ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)),
    BT_2020: ((0.67346, 0.27904, -0.00193), (0.16566, 0.67534, 0.02998), (0.12510, 0.04562, 0.79716)),
    DISPLAY_P3: ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)),
}
# Candela per square metre of white paper in an HDR picture, and of the brightest in HLG (ITU-R BT.2408).
WHITE, HLG_PEAK = 203, 1000
# Up to here light is shown as it is, 1 being white.
KNEE = 0.8
POINTS_OF_A_CURVE = 1024


def of_png(content: bytes) -> tuple[int, int] | None:
    """Return the numbers for primaries and transfer, if the PNG has them."""
    place = 8
    while place < len(content):
        length, kind = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        if kind == b"cICP" and length == 4:
            return content[place + 8], content[place + 9]
        if kind == b"IDAT":
            return None
        place += length + 12
    return None


def of_heif(content: bytes) -> tuple[int, int] | None:
    return next((found for meta in heif.metas(content) if (found := meta.colours())), None)


def profile_of(content: bytes, embedded: bytes | None) -> bytes | None:
    """Return the profile that counts: in a PNG the numbers come first, elsewhere they come last."""
    if content.startswith(b"\x89PNG"):
        numbers = of_png(content)
        return profile(*numbers) if numbers else embedded
    if embedded or not heif.is_heif(content):
        return embedded
    numbers = of_heif(content)
    return profile(*numbers) if numbers else None


# The numbers come out of uploads, so only some are kept.
@lru_cache(64)
def profile(primaries: int, transfer: int) -> bytes | None:
    """Return an ICC profile (ICC.1:2022), or None for what is shown as if it were sRGB."""
    places = PRIMARIES.get(primaries, PRIMARIES[BT_709])
    if places is PRIMARIES[BT_709] and transfer not in CURVES:
        return None
    curve = CURVES[transfer]() if transfer in CURVES else SRGB_CURVE
    tags = {b"wtpt": _xyz(D50)}
    for name, place in zip((b"r", b"g", b"b"), places, strict=True):
        tags |= {name + b"XYZ": _xyz(place), name + b"TRC": curve}
    start = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        table += name + struct.pack(">II", start + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    head = struct.pack(">I4xI4s4s4s12x4s", start + len(data), 0x04300000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    return (head.ljust(68, b"\0") + _fixed(*D50)).ljust(128, b"\0") + table + data


def _fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def _xyz(place: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*place)


def _gamma(gamma: float) -> bytes:
    return b"para\0\0\0\0\0\0\0\0" + _fixed(gamma)


def _sampled(light: Callable[[float], float]) -> bytes:
    """Return a curve of points. `light` returns how bright a number from 0 to 1 is, white being 1."""
    points = [_pressed(light(number / (POINTS_OF_A_CURVE - 1))) for number in range(POINTS_OF_A_CURVE)]
    levels = [round(65535 * point) for point in points]
    return struct.pack(f">4s4xI{len(levels)}H", b"curv", len(levels), *levels)


def _pressed(light: float) -> float:
    """Return light that a page can show, from 0 to 1, without a step where the pressing begins."""
    if light <= KNEE:
        return light
    return KNEE + (1 - KNEE) * (1 - math.exp((KNEE - light) / (1 - KNEE)))


def _pq(number: float) -> float:
    """SMPTE ST 2084: 1 stands for 10,000 candela per square metre."""
    powered = math.pow(number, 32 / 2523)
    above = max(powered - 3424 / 4096, 0) / (2413 / 128 - 2392 / 128 * powered)
    return math.pow(above, 16384 / 2610) * 10_000 / WHITE


def _hlg(number: float) -> float:
    """ITU-R BT.2100, on a screen of HLG_PEAK. The brightness of each colour is raised by itself."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = number * number / 3 if number <= 0.5 else (math.exp((number - c) / a) + b) / 12
    return math.pow(scene, 1.2) * HLG_PEAK / WHITE


SRGB_CURVE = b"para\0\0\0\0\0\x03\0\0" + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
# Made when a file asks for one: each photo is decoded by a process that starts anew.
CURVES: dict[int, Callable[[], bytes]] = {
    GAMMA_22: partial(_gamma, 2.2),
    GAMMA_28: partial(_gamma, 2.8),
    LINEAR: partial(_gamma, 1),
    PQ: partial(_sampled, _pq),
    HLG: partial(_sampled, _hlg),
}
