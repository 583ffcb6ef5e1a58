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
# The JSON is read at once.
MOST_JSON = 64 * 1024 * 1024
MOST_OF_A_VALUE = 1024 * 1024
# Steps of SQLite's machine between two looks, and looks: a view can be a loop without end.
STEPS, LOOKS = 1_000_000, 5_000
_STANDINGS = {1: Standing.APPROVED, 2: Standing.HELD, 4: Standing.DELETED}
_QUERY = """
SELECT threads.uri, threads.title, comments.id, comments.parent, comments.created, comments.mode,
       comments.text, comments.author, comments.email
FROM comments JOIN threads ON threads.id = comments.tid ORDER BY comments.id
"""


def read(file: BinaryIO) -> Iterator[SourceComment]:
    start = file.read(len(SQLITE))
    if start == SQLITE:
        # SQLite wants a file of its own, and writes beside it even when it only reads.
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "comments.db")
            with copy.open("wb") as target:
                target.write(start)
                shutil.copyfileobj(file, target)
            yield from _of_database(copy)
    else:
        data = start + file.read(MOST_JSON + 1)
        if len(data) > MOST_JSON:
            raise Unreadable(f"The JSON is longer than {MOST_JSON // 1024**2} MB.")
        yield from _of_json(parsed(data, "The file"))


def _of_database(path: Path) -> Iterator[SourceComment]:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_OF_A_VALUE)
        looks = iter(range(LOOKS))
        connection.set_progress_handler(lambda: next(looks, None) is None, STEPS)
        _check_tables(connection)
        yield from map(_of_row, connection.execute(_QUERY))
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise Unreadable(f"SQLite cannot read the database: {error}.") from error
    finally:
        connection.close()


def _check_tables(connection: sqlite3.Connection) -> None:
    """Views and virtual tables run what their makers wrote; Isso has neither."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    tables = {str(name) for name, sql in rows if not str(sql).upper().startswith("CREATE VIRTUAL")}
    if not {"comments", "threads"} <= tables:
        raise Unreadable("The database has no tables “comments” and “threads”, as Isso's has.")


def _of_row(row: tuple[Any, ...]) -> SourceComment:
    uri, title, number, parent, created, mode, text, author, email = row
    return SourceComment(
        key=f"{uri}#{number}",
        thread=SourceThread(_text(uri), (), _text(title)),
        parent=f"{uri}#{parent}" if parent is not None else "",
        text=plain_text.from_markdown(_text(text)),
        name=_text(author),
        email=_text(email),
        created_at=moment(created),
        written_at=_text(created),
        standing=_STANDINGS.get(mode, Standing.HELD),
    )


def _text(value: object) -> str:
    """SQLite stores any kind of value in any column."""
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return "" if value is None else str(value)


def _of_json(threads: Any) -> Iterator[SourceComment]:
    if not isinstance(threads, list):
        raise Unreadable("The JSON is no list of threads.")
    for place, given in enumerate(threads, start=1):
        address = text_in(given, "id")
        if not address:
            raise Unreadable(f"Thread {place} has no “id”.")
        thread = SourceThread(address, (), text_in(given, "title"))
        comments = given.get("comments")
        yield from (_of_object(one, thread) for one in comments or () if isinstance(comments, list))


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
