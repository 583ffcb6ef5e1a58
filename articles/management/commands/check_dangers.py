"""manage.py check_dangers FILE.csv [--misses]"""

import csv
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.search.dangers import current, dangers_in

COLUMNS = ("query", "row", "is_danger")
# Nobody types a longer question, and csv reads the field of an unclosed quote up to the end of the file.
LONGEST = 1000


@dataclass(frozen=True)
class Case:
    """A line of the file. `row` says of which danger it is, in the words of the file."""

    text: str
    row: str
    is_danger: bool


class Command(BaseCommand):
    help = (
        "Ask every question of a CSV file, and print for how many dangers the emergency card appears, "
        "row by row, and how many harmless questions raise it. "
        f"The file's first line names its columns: {', '.join(COLUMNS)}; is_danger is 1 or 0."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument(
            "--misses", action="store_true", help="Print the dangers that are missed, and the false alarms."
        )

    def handle(self, *args: Any, file: Path, misses: bool, **options: Any) -> None:
        warned: dict[str, list[bool]] = defaultdict(list)
        alarms: list[bool] = []
        rules = current()
        for question in _questions(file):
            found = dangers_in(question.text, [], rules)
            (warned[question.row] if question.is_danger else alarms).append(bool(found))
            if misses and bool(found) is not question.is_danger:
                self.stdout.write(_wrong(question, [danger.name for danger in found]))
        for row, raised in sorted(warned.items()):
            self.stdout.write(f"{_share(raised)}  {row}")
        self.stdout.write(f"{_share([one for raised in warned.values() for one in raised])}  dangers noticed")
        self.stdout.write(f"{_share(alarms)}  false alarms")


def _questions(file: Path) -> Iterator[Case]:
    """Raises CommandError, with the number of the line, for a file that cannot be read."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if missing := [column for column in COLUMNS if column not in (reader.fieldnames or [])]:
                raise CommandError(f"{file}: the first line names no column {', '.join(missing)}.")
            for line in reader:
                yield _question(line, f"{file}, line {reader.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{file} cannot be read: {error}") from error


def _question(line: dict[str, Any], where: str) -> Case:
    text, row, is_danger = ((line[column] or "").strip() for column in COLUMNS)
    if not text or len(text) > LONGEST:
        raise CommandError(f"{where}: a question has 1 to {LONGEST} characters.")
    if is_danger not in ("0", "1"):
        raise CommandError(f"{where}: is_danger is 1 or 0, not “{is_danger}”.")
    return Case(text, row, is_danger == "1")


def _share(raised: list[bool]) -> str:
    share = sum(raised) / len(raised) if raised else 0
    return f"{share:6.3f}  {sum(raised):4} of {len(raised):4}"


def _wrong(question: Case, names: list[str]) -> str:
    if question.is_danger:
        return f"missed ({question.row}): {question.text}"
    return f"false alarm: {question.text} ({'; '.join(names)})"
