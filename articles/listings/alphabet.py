"""The order of an A to Z, and the letters that divide it."""

import unicodedata
from collections.abc import Iterable

from articles.snapshots import TermSnapshot

LETTERS = "abcdefghijklmnopqrstuvwxyz"
# What begins with no letter from a to z, such as a number, has a place of its own.
OTHERS = "#"
# Nobody looks for “The hay” under T, so these do not count for the order.
ARTICLES = ("a ", "an ", "the ")


def sort_key(term: str) -> str:
    """Return `term` without accents, case, signs or a leading article: “epagneul” for “The Épagneul”."""
    decomposed = unicodedata.normalize("NFKD", term).casefold()
    words = "".join(sign if sign.isalnum() else " " for sign in decomposed if not unicodedata.combining(sign))
    key = " ".join(words.split())
    for article in ARTICLES:
        key = key.removeprefix(article)
    return key


def terms_in_order(terms: Iterable[TermSnapshot]) -> list[TermSnapshot]:
    """Return the terms that a page explains from A to Z."""
    return sorted(terms, key=lambda term: sort_key(term["name"]))


def letter_of(key: str) -> str:
    return key[0] if key and key[0] in LETTERS else OTHERS
