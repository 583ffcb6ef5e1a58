"""XML of strangers, read piece by piece: no document type, no entities, no network, no huge tree.

`local` names have no namespace: WordPress changes the one of its exports with each version.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from comments.exchange.opening import Unreadable

# Of one piece: an article with all its comments, or one comment. Attributes count as elements.
MOST_ELEMENTS = 1_000_000
MOST_OF_A_PIECE = 64 * 1024 * 1024

Element = Any


def pieces(file: BinaryIO, *, depth: int, root: str) -> Iterator[Element]:
    """Each whole element so many levels below the root, which has that local name; freed after its turn.

    Raises Unreadable, with the line, where the XML is broken or asks for more than reading.
    """
    try:
        yield from _pieces(file, depth, root)
    except etree.XMLSyntaxError as error:
        line = f"line {error.lineno}" if error.lineno else "the beginning"
        raise Unreadable(f"The XML is broken at {line}: {error.msg}") from error


def _pieces(file: BinaryIO, depth: int, root: str) -> Iterator[Element]:
    source = _PieceByPiece(file)
    context = etree.iterparse(
        source,
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    level = opened = 0
    for event, element in context:
        if event == "start":
            if level == 0:
                _check_root(element, root)
            level += 1
            opened += 1 + len(element.attrib)
            if opened > MOST_ELEMENTS:
                raise Unreadable(f"A single part of the XML, at line {element.sourceline}, is too large.")
            continue
        level -= 1
        if level == depth:
            yield element
        if level <= depth:
            opened = source.taken = 0
            _free(element)


class _PieceByPiece:
    """The file, until more bytes were `taken` for one piece than a piece may have."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.taken = 0

    def read(self, size: int) -> bytes:
        found = self._file.read(size)
        self.taken += len(found)
        if self.taken > MOST_OF_A_PIECE:
            raise Unreadable(f"A single part of the XML has more than {MOST_OF_A_PIECE // 1024**2} MB.")
        return found


def _check_root(element: Element, root: str) -> None:
    if element.getroottree().docinfo.doctype:
        raise Unreadable("The XML has a document type, which can hide entities. No export has one.")
    if local(element) != root:
        raise Unreadable(f"The XML begins with <{local(element)}>, where <{root}> is expected.")


def _free(element: Element) -> None:
    """Empty it, and drop what stood before it, so that the tree never grows."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def local(element: Element) -> str:
    return str(etree.QName(element).localname)


def child(element: Element, name: str) -> Element | None:
    return next((one for one in element if isinstance(one.tag, str) and local(one) == name), None)


def words(element: Element, *path: str) -> str:
    """The text of the element at the path of local names, without white space around it."""
    for name in path:
        found = child(element, name)
        if found is None:
            return ""
        element = found
    return (element.text or "").strip()
