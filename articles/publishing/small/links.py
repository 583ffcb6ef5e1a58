"""Whether a link leads to the same page as before: its address is mended, and no more."""

import re
from urllib.parse import SplitResult, urlsplit

from articles.publishing.small.spelling import Known, is_misspelling

# A path with any other sign may hold a second address, or hide one.
PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_.~\-]+)*/?")
LETTERS = re.compile(r"([A-Za-z]+)")
LONGEST = 300


def is_mended_link(before: str, after: str, known: Known) -> bool:
    """Whether both lead to the same host, with the same question, and a word of the path is mended."""
    if max(len(before), len(after)) > LONGEST:
        return False
    try:
        one, other = urlsplit(before), urlsplit(after)
        return _same_host(one, other) and _asks_the_same(one, other) and _is_mended_path(one, other, known)
    except ValueError:
        return False


def _same_host(one: SplitResult, other: SplitResult) -> bool:
    if {one.scheme, other.scheme} - {"http", "https"} or "@" in one.netloc + other.netloc:
        return False
    hosts = {(part.hostname or "").removeprefix("www.") for part in (one, other)}
    return len(hosts) == 1 and one.port == other.port


def _asks_the_same(one: SplitResult, other: SplitResult) -> bool:
    return (one.query, one.fragment) == (other.query, other.fragment)


def _is_mended_path(one: SplitResult, other: SplitResult, known: Known) -> bool:
    old, new = one.path.removesuffix("/"), other.path.removesuffix("/")
    if old == new:
        return True
    if not PLAIN_PATH.fullmatch(old) or not PLAIN_PATH.fullmatch(new):
        return False
    parts, others = LETTERS.split(old), LETTERS.split(new)
    if len(parts) != len(others):
        return False
    return all(
        before == after or ((before + after).islower() and is_misspelling(before, after, known))
        for before, after in zip(parts, others, strict=True)
    )
