"""What a HEIC or an AVIF says of itself, read before a decoder is asked.

Both are boxes within boxes (ISO/IEC 14496-12 and 23008-12). The boxes name items: pictures, tiles, and
pictures that are made of other items. A file of a few kilobytes may make one of thousands of large ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.images.bounds import MAX_CHAIN, MAX_ITEMS, MAX_PARTS, MAX_WORK_PIXELS, Fault, Refused

Box = tuple[bytes, "Span"]
# An item that is made of others names them in this order; a mask names what it is the mask of.
MADE_OF, MASK_OF = b"dimg", b"auxl"
# Where the size of the whole stands in the data of an item that is made of others: a version and flags
# come first, then the rows and columns of a grid, or the colour behind an overlay.
SIZE_AT = {b"grid": 4, b"iovl": 10}
BEFORE_COLOURS = b"nclx"
# Another item, turned or cut.
WITHOUT_DATA = b"iden"


class Span:
    """A part of the file, read from its beginning on. Raises Refused at its end."""

    def __init__(self, content: bytes, start: int, end: int) -> None:
        self.content, self.place, self.end = content, start, end

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big")

    def take(self, size: int) -> bytes:
        if self.place + size > self.end:
            raise Refused(Fault.UNREADABLE)
        self.place += size
        return self.content[self.place - size : self.place]

    def version_and_flags(self) -> tuple[int, int]:
        return self.number(1), self.number(3)

    def box(self) -> Box:
        start, size, kind = self.place, self.number(4), self.take(4)
        if size == 1:
            size = self.number(8)
        end = start + size if size else self.end
        if not self.place <= end <= self.end:
            raise Refused(Fault.UNREADABLE)
        inside, self.place = Span(self.content, self.place, end), end
        return kind, inside


@dataclass
class HeifItem:
    kind: bytes = b""
    # Width and height, as its properties and its own data say.
    pixels: int = 0
    made_of: list[int] = field(default_factory=list)
    properties: list[int] = field(default_factory=list)
    # How the place is meant, and the place and the length of each piece of its data.
    pieces: list[tuple[int, int, int]] = field(default_factory=list)


class Meta:
    """The items of one `meta` box. Raises Refused for more of anything than a camera writes."""

    def __init__(self, meta: Span) -> None:
        self.content = meta.content
        self.items: dict[int, HeifItem] = {}
        self.primary = 0
        self._properties: list[Box] = []
        self._idat: Span | None = None
        self._parts = 0
        meta.version_and_flags()
        for kind, inside in self._boxes(meta):
            if reader := self._readers.get(kind):
                reader(self, inside)
        self._measure()

    def colours(self) -> tuple[int, int] | None:
        """Return the numbers for primaries and transfer (ITU-T H.273) of the first picture, if it has any.

        Some cameras give them to the tiles only.
        """
        first = self.items.get(self.primary, HeifItem())
        tiles = [self.items[number] for number in first.made_of[:1] if number in self.items]
        for item in (first, *tiles):
            for kind, inside in self._properties_of(item):
                if kind == b"colr" and inside.take(4) == BEFORE_COLOURS:
                    return inside.number(2), inside.number(2)
        return None

    def refuse_too_much(self) -> None:
        """Raise Refused if any item would take the decoder through too many pixels or too much data."""
        counted = (item for item in self.items.values() if item.kind != WITHOUT_DATA)
        data = sum(length for item in counted for _, _, length in item.pieces)
        if data > 2 * len(self.content):
            raise Refused(Fault.TOO_MUCH_WORK)
        known: dict[int, tuple[int, int]] = {}
        for number in self.items:
            self._work(number, known, 0)

    def _work(self, number: int, known: dict[int, tuple[int, int]], depth: int) -> tuple[int, int]:
        """Return how many pixels are made on the way to this item, and how many steps it stands on.

        `depth` counts the steps above it, which end items that are made of each other.
        """
        if depth > MAX_CHAIN:
            raise Refused(Fault.TOO_MUCH_WORK)
        if number not in known:
            item = self.items.get(number, HeifItem())
            work, steps = item.pixels, 0
            for other in item.made_of:
                more, below = self._work(other, known, depth + 1)
                work, steps = work + more, max(steps, below + 1)
                if work > MAX_WORK_PIXELS or steps > MAX_CHAIN:
                    raise Refused(Fault.TOO_MUCH_WORK)
            known[number] = work, steps
        return known[number]

    def _count(self, number: int) -> range:
        """Return a range to go through, after counting it."""
        self._parts += number
        if self._parts > MAX_PARTS:
            raise Refused(Fault.TOO_MUCH_WORK)
        return range(number)

    def _boxes(self, inside: Span) -> Iterator[Box]:
        while inside.place < inside.end:
            self._count(1)
            yield inside.box()

    def _item(self, number: int) -> HeifItem:
        item = self.items.setdefault(number, HeifItem())
        if len(self.items) > MAX_ITEMS:
            raise Refused(Fault.TOO_MUCH_WORK)
        return item

    def _read_primary(self, box: Span) -> None:
        version, _ = box.version_and_flags()
        self.primary = box.number(4 if version else 2)

    def _read_kinds(self, box: Span) -> None:
        version, _ = box.version_and_flags()
        box.number(4 if version else 2)
        for _, entry in self._boxes(box):
            version, _ = entry.version_and_flags()
            item = self._item(entry.number(4 if version == 3 else 2))
            if version >= 2:
                entry.take(2)
                item.kind = entry.take(4)

    def _read_places(self, box: Span) -> None:
        version, _ = box.version_and_flags()
        sizes = box.number(2)
        of_offset, of_length, of_base, of_index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
        for _ in self._count(box.number(4 if version == 2 else 2)):
            item = self._item(box.number(4 if version == 2 else 2))
            method = box.number(2) & 15 if version else 0
            box.take(2)
            base = box.number(of_base)
            for _ in self._count(box.number(2)):
                box.take(of_index if version else 0)
                place, length = base + box.number(of_offset), box.number(of_length)
                # Without a length it is all of the file.
                item.pieces.append((method, place, length or len(self.content)))

    def _read_references(self, box: Span) -> None:
        version, _ = box.version_and_flags()
        size = 4 if version else 2
        for kind, inside in self._boxes(box):
            source = inside.number(size)
            for _ in self._count(inside.number(2)):
                target = inside.number(size)
                if kind == MADE_OF:
                    self._item(source).made_of.append(target)
                elif kind == MASK_OF:
                    self._item(target).made_of.append(source)

    def _read_properties(self, box: Span) -> None:
        for kind, inside in self._boxes(box):
            if kind == b"ipco":
                self._properties.extend(self._boxes(inside))
            elif kind == b"ipma":
                self._read_associations(inside)

    def _read_associations(self, box: Span) -> None:
        version, flags = box.version_and_flags()
        size = 2 if flags & 1 else 1
        for _ in self._count(box.number(4)):
            item = self._item(box.number(4 if version else 2))
            for _ in self._count(box.number(1)):
                # The first bit says whether a reader has to know this property.
                item.properties.append(box.number(size) & (0x7FFF if flags & 1 else 0x7F))

    def _read_data(self, box: Span) -> None:
        self._idat = box

    def _measure(self) -> None:
        for item in self.items.values():
            sizes = [inside for kind, inside in self._properties_of(item) if kind == b"ispe"]
            for size in sizes:
                size.version_and_flags()
                item.pixels = max(item.pixels, size.number(4) * size.number(4))
            if item.kind in SIZE_AT:
                item.pixels = max(item.pixels, self._size_in_data(item))

    def _size_in_data(self, item: HeifItem) -> int:
        data = self._data(item)
        data.take(1)
        size = 4 if data.number(1) & 1 else 2
        data.take(SIZE_AT[item.kind] - 2)
        return data.number(size) * data.number(size)

    def _data(self, item: HeifItem) -> Span:
        """Return the beginning of an item's data."""
        together = b""
        for method, place, length in item.pieces:
            begins = self._idat.place if method == 1 and self._idat else 0
            together += self.content[begins + place : begins + place + min(length, 32)]
            if len(together) >= 32:
                break
        return Span(together, 0, len(together))

    def _properties_of(self, item: HeifItem) -> Iterator[Box]:
        """Each from its beginning, for several items share them."""
        for number in item.properties:
            # They are counted from 1, and 0 is none.
            if 0 < number <= len(self._properties):
                kind, inside = self._properties[number - 1]
                yield kind, Span(inside.content, inside.place, inside.end)

    _readers = {
        b"pitm": _read_primary,
        b"iinf": _read_kinds,
        b"iloc": _read_places,
        b"iref": _read_references,
        b"iprp": _read_properties,
        b"idat": _read_data,
    }


def is_heif(content: bytes) -> bool:
    return content[4:8] == b"ftyp"


def metas(content: bytes) -> Iterator[Meta]:
    """Yield what each `meta` box at the top says. Whatever stands behind the last whole box is no box."""
    whole = Span(content, 0, len(content))
    for _ in range(MAX_PARTS):
        try:
            kind, inside = whole.box()
        except Refused:
            return
        if kind == b"meta":
            yield Meta(inside)
    raise Refused(Fault.TOO_MUCH_WORK)


def refuse_too_much_work(content: bytes) -> None:
    """Raise Refused for a HEIC or an AVIF that would keep its decoder busy for too long."""
    for meta in metas(content):
        meta.refuse_too_much()
