"""Isso: its database, or the JSON that Isso reads from systems it does not know.

Source: isso/db/comments.py, isso/db/threads.py and isso/migrate.py of Isso. Texts are Markdown.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from comments.exchange import plain_text
from comments.exchange.json_lines import parsed, text_in
from comments.exchange.opening import SQLITE, Unreadable
from comments.exchange.record import SourceComment, SourceThread, Standing, moment

NAME = "Isso"
NAMELESS = "Anonymous"
# The JSON is read at once, and takes up to 32 times as many bytes of memory.
MOST_JSON = 8 * 1024 * 1024
MOST_OF_A_VALUE = 1024 * 1024
# Steps of SQLite's machine between two looks, and looks: a view can be a loop without end.
STEPS, LOOKS = 1_000_000, 5_000
# PRAGMA table_list.
OLDEST_SQLITE = (3, 37)
_STANDINGS = {1: Standing.APPROVED, 2: Standing.HELD, 4: Standing.DELETED}
_QUERY = """
SELECT threads.uri, comments.id, comments.parent, comments.created, comments.mode,
       comments.text, comments.author, comments.email
FROM comments JOIN threads ON threads.id = comments.tid ORDER BY comments.id
"""


def read(file: BinaryIO) -> Iterator[SourceComment]:
    start = file.read(len(SQLITE))
    if start == SQLITE:
        # SQLite wants a file of its own, and writes beside it even when it only reads.
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "comments.db")
            _copy(file, start, copy)
            yield from _of_database(copy)
    else:
        data = start + file.read(MOST_JSON + 1)
        if len(data) > MOST_JSON:
            raise Unreadable(f"The JSON is longer than {MOST_JSON // 1024**2} MB.")
        yield from _of_json(parsed(data, "The file"))


def _copy(file: BinaryIO, start: bytes, copy: Path) -> None:
    try:
        with copy.open("wb") as target:
            target.write(start)
            shutil.copyfileobj(file, target)
    except OSError as error:
        raise Unreadable(f"The database cannot be copied to {copy.parent}: {error.strerror}.") from error


def _of_database(path: Path) -> Iterator[SourceComment]:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.text_factory = _decoded
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_OF_A_VALUE)
        looks = iter(range(LOOKS))
        connection.set_progress_handler(lambda: next(looks, None) is None, STEPS)
        _check_tables(connection)
        yield from map(_of_row, connection.execute(_QUERY))
    except sqlite3.Error as error:
        raise Unreadable(f"SQLite cannot read the database: {error}.") from error
    finally:
        connection.close()


def _check_tables(connection: sqlite3.Connection) -> None:
    """Views and virtual tables run what their makers wrote; Isso has neither.

    SQLite says what it takes each name for. What the file says of itself may be made up.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise Unreadable(f"Python's SQLite is {sqlite3.sqlite_version}; 3.37 or newer is needed.")
    rows = connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    tables = {str(name) for (name,) in rows}
    if not {"comments", "threads"} <= tables:
        raise Unreadable("The database has no tables “comments” and “threads”, as Isso's has.")


def _of_row(row: tuple[Any, ...]) -> SourceComment:
    uri, number, parent, created, mode, text, author, email = row
    standing = _STANDINGS.get(mode, Standing.HELD)
    return SourceComment(
        key=f"{uri}#{number}",
        thread=SourceThread(_text(uri)),
        parent=f"{uri}#{parent}" if parent is not None else "",
        text=plain_text.from_markdown(_text(text)) if standing.has_words else "",
        name=_text(author),
        email=_text(email),
        created_at=moment(created),
        written_at=_text(created),
        standing=standing,
    )


def _text(value: object) -> str:
    """SQLite stores any kind of value in any column."""
    if isinstance(value, bytes):
        return _decoded(value)
    return "" if value is None else str(value)


def _decoded(value: bytes) -> str:
    return value.decode(errors="replace")


def _of_json(threads: Any) -> Iterator[SourceComment]:
    if not isinstance(threads, list):
        raise Unreadable("The JSON is no list of threads.")
    for place, given in enumerate(threads, start=1):
        address = text_in(given, "id")
        if not address:
            raise Unreadable(f"Thread {place} has no “id”.")
        comments = given.get("comments")
        if not isinstance(comments, list):
            raise Unreadable(f"Thread {place} has no list of “comments”.")
        thread = SourceThread(address)
        yield from (_of_object(one, thread) for one in comments)


def _of_object(given: Any, thread: SourceThread) -> SourceComment:
    """Isso's JSON has no replies, and says nothing of what was approved: all of it was shown."""
    number, written = text_in(given, "id"), text_in(given, "created")
    return SourceComment(
        key=f"{thread.address}#{number}" if number else "",
        thread=thread,
        text=plain_text.from_markdown(text_in(given, "text")),
        name=text_in(given, "author"),
        email=text_in(given, "email"),
        created_at=moment(written),
        written_at=written,
    )
