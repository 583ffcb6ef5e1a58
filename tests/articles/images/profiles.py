"""Colour profiles, as small as they can be. The numbers are those of ICC.1:2022."""

import struct

D50 = (0.96419, 1.0, 0.82489)
# The red, green and blue of Display P3, as the profile of iPhones gives them.
P3 = {b"rXYZ": (0.51512, 0.24120, -0.00105), b"gXYZ": (0.29198, 0.69225, 0.04189)}
P3[b"bXYZ"] = (0.15710, 0.06657, 0.78407)


def _fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def _xyz(place: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*place)


def _gamma(gamma: float) -> bytes:
    return b"para\0\0\0\0\0\0\0\0" + _fixed(gamma)


# The curve of sRGB, which Display P3 shares.
CURVE = b"para\0\0\0\0\0\x03\0\0" + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def _profile(space: bytes, connection: bytes, tags: dict[bytes, bytes], kind: bytes = b"mntr") -> bytes:
    tags = tags | {b"wtpt": _xyz(D50)}
    place = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        table += name + struct.pack(">II", place + len(data), len(content))
        data += content + b"\0" * (-len(content) % 4)
    head = struct.pack(
        ">I4sI4s4s4s12s4s", place + len(data), b"", 0x04300000, kind, space, connection, b"", b"acsp"
    )
    head = head.ljust(68, b"\0") + _fixed(*D50)
    return head.ljust(128, b"\0") + table + data


DISPLAY_P3 = _profile(
    b"RGB ",
    b"XYZ ",
    {name: _xyz(place) for name, place in P3.items()} | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), CURVE),
)
# A grey of 128 has half the light here, where it has a fifth in sRGB.
LINEAR_GREY = _profile(b"GRAY", b"XYZ ", {b"kTRC": _gamma(1.0)})


def _ink_that_is_grey() -> bytes:
    """A press on which every ink is the same grey, of half the lightness of paper."""
    table = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    lightness = [255 if not inks else 128 for inks in range(16)]
    colours = b"".join(bytes([light, 128, 128]) for light in lightness)
    return table + bytes(range(256)) * 4 + colours + bytes(range(256)) * 3


GREY_INK = _profile(b"CMYK", b"Lab ", {b"A2B0": _ink_that_is_grey()}, b"prtr")
