"""Judging one stretch of a line that differs: its numbers, its words and its punctuation."""

import re

from articles.phrases.words import WRITTEN_WORD as WORD
from articles.publishing.small.marks import normal, punctuation_of
from articles.publishing.small.sensitive import bare_of, says_no, why_sensitive
from articles.publishing.small.spelling import (
    ARTICLES,
    BEFORE_FEW,
    TWICE,
    Known,
    why_joined,
    why_other_word,
)

# The stretch as places: from and to in the old line, from and to in the new one.
Block = tuple[int, int, int, int]
ENDS = tuple(".?!…")
MAY_MOVE = {",", ";", ":", "'"}


def why_block(old: list[str], new: list[str], block: Block, known: Known) -> str:
    """Return why this stretch is no small change; empty where it is one."""
    start, end, other, other_end = block
    before, after = old[start:end], new[other:other_end]
    beside = [*old[max(0, start - 1) : start], *old[end : end + 1]]
    if why := _numbers(before, after, beside):
        return why
    words, others = WORD.findall(" ".join(before)), WORD.findall(" ".join(after))
    if words == others:
        return _punctuation(old, new, block)
    if _punctuation_differs(before, after):
        return "It changes words and punctuation in one place."
    return _words(words, others, [*map(bare_of, WORD.findall(" ".join(beside)))], known)


def _numbers(before: list[str], after: list[str], beside: list[str]) -> str:
    for word in (*before, *after):
        if any(sign.isnumeric() for sign in word):
            return f"It changes the number in “{word}”."
    for word in beside:
        if any(sign.isnumeric() for sign in word):
            return f"It changes what stands beside the number in “{word}”."
    return ""


def _punctuation_differs(before: list[str], after: list[str]) -> bool:
    """Whether the signs around the words differ, or stand elsewhere."""
    signs, others = _skeleton(before), _skeleton(after)
    if signs.count("w") != others.count("w"):
        # Words were joined, parted, added or taken: each row of them counts as one word.
        signs, others = (re.sub("w+", "w", one) or "w" for one in (signs, others))
    return signs != others


def _skeleton(words: list[str]) -> str:
    """The signs of a stretch in their places, with a letter for each word."""
    return "".join(normal(sign) for sign in WORD.sub("w", " ".join(words)) if not sign.isspace())


def _words(words: list[str], others: list[str], beside: list[str], known: Known) -> str:
    is_parted = len(words) != len(others) or any(map(_has_other_hyphens, words, others))
    if is_parted and _joined(words) == _joined(others):
        return why_joined(words, others, known)
    if len(words) == len(others):
        pairs = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
        return next(filter(None, (why_other_word(*pair, known) for pair in pairs)), "")
    return _added(words, others, beside)


def _has_other_hyphens(word: str, other: str) -> bool:
    return word.count("-") != other.count("-")


def _joined(words: list[str]) -> str:
    return "".join(words).casefold().replace("-", "")


def _added(words: list[str], others: list[str], beside: list[str]) -> str:
    """A word typed twice may go, and a missing article may come; all else says something else."""
    gone, come = [*map(bare_of, words)], [*map(bare_of, others)]
    if not come and len(gone) == 1 and gone[0] in TWICE and gone[0] in beside:
        return ""
    if not gone and len(come) == 1 and come[0] in ARTICLES and not BEFORE_FEW & set(beside[-1:]):
        return ""
    which = next((word for word in (*words, *others) if why_sensitive(word)), "")
    return f"It adds or removes “{which}”." if which else "It adds or removes words."


def _punctuation(old: list[str], new: list[str], block: Block) -> str:
    """The words are the same; return why the signs say something else."""
    start, end, other, other_end = block
    before, after = (_normal(part) for part in (old[start:end], new[other:other_end]))
    if before == after:
        # Only spaces differ, or the shape of a quotation mark.
        return ""
    signs, others = punctuation_of(before), punctuation_of(after)
    gone, come = _rest(signs, others), _rest(others, signs)
    if not gone and not come:
        # They stand elsewhere.
        gone = signs
    rest = new[other_end : other_end + 1]
    is_stop = (gone, come) == ([], ["."]) and new[other_end - 1].rstrip('”"’)').endswith(".")
    if is_stop and not rest:
        return ""
    if any(says_no(word) for word in WORD.findall(" ".join(_sentence(old, start, end)))):
        return "It changes the punctuation of a sentence that says no."
    moves = set(gone) | set(come) <= MAY_MOVE
    is_twice = (gone, come) == (["."], []) and ".." in "".join(old[start:end])
    if moves or is_twice or (is_stop and rest[0][:1].isupper()):
        return ""
    return "It changes where a sentence ends, or another sign that may change what it says."


def _normal(words: list[str]) -> str:
    return "".join(normal(sign) for sign in "".join(words))


def _rest(signs: list[str], others: list[str]) -> list[str]:
    left = list(signs)
    for sign in others:
        if sign in left:
            left.remove(sign)
    return left


def _sentence(line: list[str], start: int, end: int) -> list[str]:
    """The words around the stretch, as far as the sentences go that its signs may part otherwise."""
    ends = [place for place, word in enumerate(line) if word.endswith(ENDS)]
    first = max((place + 1 for place in ends if place < start - 1), default=0)
    last = min((place + 1 for place in ends if place >= end), default=len(line))
    return line[first:last]
