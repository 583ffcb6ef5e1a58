"""Phrases in owners' words, which editors write as lines, and their search in a text.

A line matches its words only in their order, unless “~” stands between them.
"""

from articles.phrases.lines import (
    NO_LISTS,
    Lists,
    lists_named,
    naming,
    problems_in,
    problems_in_list,
    read,
)
from articles.phrases.matching import Phrase, Phrases, Slot
from articles.phrases.words import APOSTROPHES, LONGEST, Said, words_in

__all__ = [
    "APOSTROPHES",
    "LONGEST",
    "NO_LISTS",
    "Lists",
    "Phrase",
    "Phrases",
    "Said",
    "Slot",
    "lists_named",
    "naming",
    "problems_in",
    "problems_in_list",
    "read",
    "words_in",
]
