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
        return [f"{in_a_row(animal_names(names))}: {words}" if names else words for names, words in split]
    return [words for names, words in split if not names or animal in names]


def animal_names(values: Iterable[str]) -> list[str]:
    """Return the names that readers know; what is no animal stays as it is written."""
    return [str(Animal(value).label) if value in Animal.values else value for value in values]


def in_a_row(names: Iterable[str]) -> str:
    """Return the names as the beginning of a sentence: “Rabbit, guinea pig or chinchilla”."""
    return ", ".join(names).capitalize()
