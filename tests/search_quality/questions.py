"""Files of questions, each with the address of the page that answers it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

COLUMNS = ("question", "address")
BETWEEN_ADDRESSES = "|"


class BadFile(Exception):
    """A wrong file. The message is one line with the name of the file, the line and the problem."""


@dataclass(frozen=True)
class Question:
    """A question. `addresses` are the pages that answer it equally well, the better one first."""

    text: str
    addresses: tuple[str, ...]


Rows = Iterator[tuple[int, list[str]]]


def read(path: Path, pages: Iterable[str]) -> list[Question]:
    """Return all questions of a file. `pages` are the addresses of the site. Raises BadFile."""
    by_slug = {slug_of(page): page for page in pages}
    rows = _rows(path, _text(path))
    first = next(rows, None)
    if first is None:
        raise BadFile(f"{path}: there is no question in it.")
    columns = _columns(first[1])
    questions = [_question(path, line, row, columns or COLUMNS, by_slug) for line, row in rows]
    if columns is None:
        questions.insert(0, _headless(path, *first, by_slug))
    if not questions:
        raise BadFile(f"{path}, line {first[0]}: there is a header, and no question below it.")
    return questions


def slug_of(address: str) -> str:
    """Return the end of the path, which tells pages apart, without host, query and slashes."""
    return urlsplit(address.strip()).path.rstrip("/").rpartition("/")[2]


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror}).") from None
    try:
        # Spreadsheets write a byte order mark before the header.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadFile(f"{path}, line {line}: is not UTF-8.") from None
    # PostgreSQL refuses NUL in a text, and nobody can type it.
    if "\0" in text:
        line = text.partition("\0")[0].count("\n") + 1
        raise BadFile(f"{path}, line {line}: has a NUL in it.")
    return text


def _rows(path: Path, text: str) -> Rows:
    """Return the rows that are not empty, each with the number of its last line."""
    first_line = text.lstrip().partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter="\t" if "\t" in first_line else ",", strict=True
    )
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise BadFile(f"{path}, line {reader.line_num}: is not CSV ({error}).") from None


def _columns(row: Sequence[str]) -> tuple[str, ...] | None:
    """Return the names of the columns in their order, or None if the row is no header."""
    names = tuple(cell.lower() for cell in row)
    return names if set(COLUMNS) <= set(names) else None


def _headless(path: Path, line: int, row: list[str], by_slug: dict[str, str]) -> Question:
    try:
        return _question(path, line, row, COLUMNS, by_slug)
    except BadFile:
        wanted = ",".join(COLUMNS)
        raise BadFile(
            f"{path}, line {line}: neither the header {wanted} nor a question with the address of a page."
        ) from None


def _question(
    path: Path, line: int, row: list[str], columns: Sequence[str], by_slug: dict[str, str]
) -> Question:
    place = f"{path}, line {line}"
    if len(row) < len(columns) or any(row[len(columns) :]):
        raise BadFile(
            f"{place}: {len(row)} cells instead of {len(columns)}; a question with a comma stands in quotes."
        )
    cells = dict(zip(columns, row, strict=False))
    if not cells["question"]:
        raise BadFile(f"{place}: the question is empty.")
    addresses = cells["address"].split(BETWEEN_ADDRESSES)
    return Question(cells["question"], tuple(_page(place, address, by_slug) for address in addresses))


def _page(place: str, address: str, by_slug: dict[str, str]) -> str:
    page = by_slug.get(slug_of(address))
    # /breeds/why-do-cats-knead/ is no page, although the address of a page ends like that.
    if page is None or not page.endswith(f"/{urlsplit(address.strip()).path.strip('/')}/"):
        raise BadFile(f"{place}: no page has the address {address.strip() or '(empty)'!s}.")
    return page
