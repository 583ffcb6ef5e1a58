"""The order of an A to Z, and the letters it is divided by."""

import unicodedata
from collections.abc import Iterable

from articles.snapshots import TermSnapshot

LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Everything that begins with none of them.
OTHERS = "#"
# What a heading may begin with and is not sorted by.
ARTICLES = ("a ", "an ", "the ")


def sort_key(term: str) -> str:
    """`term` without accents, case, signs or a leading article: “The Épagneul” is “epagneul”."""
    plain = unicodedata.normalize("NFKD", term).casefold()
    words = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    key = " ".join(words.split())
    for article in ARTICLES:
        key = key.removeprefix(article)
    return key


def terms_in_order(terms: Iterable[TermSnapshot]) -> list[TermSnapshot]:
    """The explained words of a page, from A to Z."""
    return sorted(terms, key=lambda term: sort_key(term["name"]))


def letter_of(key: str) -> str:
    return key[0] if key and key[0] in LETTERS else OTHERS
