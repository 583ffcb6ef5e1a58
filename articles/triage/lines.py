"""Lines of a check that may hold for some animals only: “[cat] A male cat that strains in the tray”."""

import re
from collections.abc import Iterable

from articles.animals import Animal

FOR_SOME = re.compile(r"^\[([^\]]*)\]\s*(.*)$", re.DOTALL)


def split_line(line: str) -> tuple[list[str], str]:
    """Return the names of the animals in front of a line, none if it holds for all, and its words."""
    match = FOR_SOME.match(line)
    if match is None:
        return [], line
    return [name.strip() for name in match[1].split(",")], match[2]


def unknown_animals(line: str) -> list[str]:
    """Return the names in front of a line that are no animals."""
    return [name for name in split_line(line)[0] if name not in Animal.values]


def lines_for(lines: Iterable[str], animal: str) -> list[str]:
    """Return the words of the lines that hold for the animal.

    An empty name leaves all lines, and those for some animals then say for which.
    """
    split = map(split_line, lines)
    if not animal:
        return [f"{_named(names)}: {words}" if names else words for names, words in split]
    return [words for names, words in split if not names or animal in names]


def _named(names: Iterable[str]) -> str:
    labels = [str(Animal(name).label) if name in Animal.values else name for name in names]
    return ", ".join(labels[:1] + [label[:1].lower() + label[1:] for label in labels[1:]])
