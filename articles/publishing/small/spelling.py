"""Whether one word is only another spelling of the same word."""

import re
from collections.abc import Callable

from articles.publishing.small.sensitive import PIECES, bare_of, why_sensitive
from articles.search.english import is_common

# Whether a word, in small letters, is spelt as people spell it.
Known = Callable[[str], bool]

# Grammar that says the same of the same animal.
SAME = {frozenset(pair) for pair in (("its", "it's"), ("is", "are"), ("was", "were"), ("has", "have"))}
ARTICLES = {"a", "an", "the"}
# Small words that people type twice.
TWICE = ARTICLES | {"of", "to", "in", "is", "and", "it", "that", "on", "for", "with", "at", "by", "as", "are"}
# “few” and “a few” say different things.
BEFORE_FEW = {"few", "little", "lot", "bit", "while", "couple", "number"}
PARTED = {"alot": "a lot", "aswell": "as well", "eachother": "each other", "infact": "in fact"}
# Shorter words have too many neighbours: pica and pick. They may only have their letters in another order.
SHORT = 5
# British spellings of American words. Shorter words would become other ones: toed, ted.
BRITISH = (("ae", "e"), ("oe", "e"), ("ise", "ize"), ("isi", "izi"), ("yse", "yze"), ("our", "or"))
SHORTEST_BRITISH = 6
# A word of the trade may be in no dictionary, and be made of one that is: wormer, moulting.
MAKING = re.compile(r"(?:ers?|ings?)$")


def why_other_word(before: str, after: str, known: Known) -> str:
    """Return why `after` is more than a better spelling of `before`; empty where it is none."""
    old, new = (word.casefold().replace("’", "'") for word in (before, after))
    if old == new:
        return (
            ""
            if before[1:].replace("’", "'") == after[1:].replace("’", "'")
            else f"It changes “{before}” to “{after}”."
        )
    if frozenset((old, new)) in SAME or {old, new} == {"a", "an"}:
        return ""
    if bare_of(old) == bare_of(new):
        # The teeth of the guinea pigs, or of the guinea pig.
        is_owner = old.endswith(("'s", "s'")) or new.endswith(("'s", "s'"))
        return "" if is_owner else f"It changes “{before}” to “{after}”."
    if _is_other_english(old, new, known):
        return ""
    if why := why_sensitive(old) or why_sensitive(new):
        return f"It changes “{before}” to “{after}”, which {why}."
    if is_misspelling(old, new, known):
        return ""
    return f"It changes “{before}” to “{after}”, and that may be more than spelling."


def _is_other_english(old: str, new: str, known: Known) -> bool:
    """Whether one is the British and the other the American spelling of the same word."""
    british, american = (new, old) if old in _american(new) else (old, new)
    is_long = len(british) >= SHORTEST_BRITISH and not british.endswith("oes")
    return is_long and american in _american(british) and known(british) and known(american)


def _american(british: str) -> set[str]:
    return {british.replace(here, there) for here, there in BRITISH if here in british}


def is_misspelling(old: str, new: str, known: Known) -> bool:
    """Whether the first is no word, and the second the one that was meant; both in small letters."""
    parts, others = old.split("-"), new.split("-")
    if len(parts) != len(others):
        return False
    return all(
        one == other or _is_mended(one, other, known) for one, other in zip(parts, others, strict=True)
    )


def _is_mended(old: str, new: str, known: Known) -> bool:
    """The old word is none, the new one is a common one, and one letter differs, not where a prefix stands.

    No dictionary has all words of medicine: peroneal is in none, and perineal is a rare word. So a word
    that few people say is never taken for what was meant. Two letters make another illness: tetany,
    which few dictionaries know, and tetanus.
    """
    if known(old) or not known(new) or not is_common(new):
        return False
    stem = MAKING.sub("", old)
    if stem != old and any(known(stem + end) for end in ("", "e")):
        return False
    if old[:2] != new[:2] and sorted(old[:3]) != sorted(new[:3]):
        return False
    if min(len(old), len(new)) < SHORT and sorted(old) != sorted(new):
        return False
    return letters_apart(old, new) == 1


def letters_apart(one: str, other: str) -> int:
    """Return how many letters are wrong, missing, too many, or swapped with the next (Damerau's distance)."""
    rows = [list(range(len(other) + 1))]
    for place, letter in enumerate(one, start=1):
        row = [place]
        for there, instead in enumerate(other, start=1):
            best = min(rows[-1][there] + 1, row[-1] + 1, rows[-1][there - 1] + (letter != instead))
            swapped = place > 1 and there > 1 and letter == other[there - 2] and one[place - 2] == instead
            row.append(min(best, rows[-2][there - 2] + 1) if swapped else best)
        rows.append(row)
    return rows[-1][-1]


def why_joined(old: list[str], new: list[str], known: Known) -> str:
    """Return why words that were joined or parted say something else; the letters are the same."""
    one, other = (" ".join(word.casefold() for word in words) for words in (old, new))
    if PARTED.get(one) == other:
        return ""
    pieces = {piece for words in (old, new) for word in words for piece in word.casefold().split("-")}
    # A word of two that is in no dictionary, such as “spider-like”, is known by its parts.
    longer = max(old, new, key=lambda words: len(" ".join(words).replace("-", " ").split()))
    all_known = all(known(part) for word in longer for part in word.casefold().split("-"))
    risky = pieces & PIECES or any(why_sensitive(piece) for piece in pieces)
    return f"It joins or parts “{one}” and “{other}”." if risky or not all_known else ""
