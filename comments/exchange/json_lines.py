"""Files of one JSON object a line, read with limits of length and depth."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from comments.exchange.opening import Unreadable, without_surrogates

MOST_OF_A_LINE = 4 * 1024 * 1024


def json_lines(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line's number and object; empty lines are skipped. Raises Unreadable with the line."""
    number = 0
    while line := file.readline(MOST_OF_A_LINE + 1):
        number += 1
        if len(line) > MOST_OF_A_LINE:
            raise Unreadable(f"Line {number} is longer than {MOST_OF_A_LINE // 1024**2} MB.")
        if line.strip():
            yield number, _object_in(line, number)


def _object_in(line: bytes, number: int) -> dict[str, Any]:
    found = parsed(line, f"Line {number}")
    if not isinstance(found, dict):
        raise Unreadable(f"Line {number} is no JSON object.")
    return found


def parsed(data: bytes, where: str) -> Any:
    """The JSON in `data`, which is UTF-8. Raises Unreadable, whose message begins with `where`."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable(f"{where} is not UTF-8 at byte {error.start + 1}.") from error
    except RecursionError as error:
        raise Unreadable(f"{where} has too many lists within lists.") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"{where} is no JSON: {error}.") from error
    except ValueError as error:
        # Python refuses whole numbers of more than 4,300 digits.
        raise Unreadable(f"{where} has a number that is too long.") from error


def text_in(values: Any, name: str) -> str:
    """The text of that name in an object; empty where there is no object, or nothing that is text.

    JSON can name half of a pair of surrogates, which nothing can store or print.
    """
    value = values.get(name) if isinstance(values, dict) else None
    if isinstance(value, str):
        return without_surrogates(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
