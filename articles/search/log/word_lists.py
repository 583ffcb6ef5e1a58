"""The lists of words in the text files beside this module. A line that begins with "#" is a comment."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from articles.phrases import Phrases, naming, words_in

FOLDER = Path(__file__).parent


@cache
def names() -> frozenset[str]:
    """Return names of people and animals, as `words_in` gives them."""
    return _words("names.txt")


@cache
def pet_words() -> frozenset[str]:
    return _words("pet_words.txt")


@cache
def function_words() -> frozenset[str]:
    """Return words that occur in any sentence and are nobody's name."""
    return _words("function_words.txt")


@cache
def breed_names() -> Phrases:
    """Return phrases that match the names of breeds which contain a person's name."""
    return naming(*_lines("breed_names.txt"))


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in words_in(line))


def _lines(name: str) -> Iterator[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return (line for line in lines if line and not line.startswith("#"))
