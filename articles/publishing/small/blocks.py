"""Judging one stretch of a line that differs: its numbers, its words and its punctuation."""

from articles.phrases.words import WRITTEN_WORD as WORD
from articles.publishing.small.punctuation import Block, ends_sentence, punctuation_differs, why_punctuation
from articles.publishing.small.sensitive import bare_of, why_sensitive
from articles.publishing.small.spelling import (
    ARTICLES,
    BEFORE_FEW,
    TWICE,
    Known,
    why_joined,
    why_other_word,
)

# No word that somebody misspells is longer, and longer ones take too long to compare.
LONGEST_WORD = 40


def why_block(old: list[str], new: list[str], block: Block, known: Known, *, is_whole: bool) -> str:
    """Return why this stretch is no small change; empty where it is one.

    `is_whole` is false for a line in the midst of a paragraph.
    """
    start, end, other, other_end = block
    before, after = old[start:end], new[other:other_end]
    if any(len(word) > LONGEST_WORD for word in (*before, *after)):
        return "It changes a word that is too long to compare."
    beside = [*old[max(0, start - 1) : start], *old[end : end + 1]]
    if why := _numbers(before, after, beside):
        return why
    words, others = WORD.findall(" ".join(before)), WORD.findall(" ".join(after))
    if words == others:
        return why_punctuation(old, new, block, is_whole=is_whole)
    if punctuation_differs(before, after):
        return "It changes words and punctuation in one place."
    if why := _names(old, new, block):
        return why
    return _words(words, others, [*map(bare_of, WORD.findall(" ".join(beside)))], known)


def _numbers(before: list[str], after: list[str], beside: list[str]) -> str:
    for word in (*before, *after):
        if any(sign.isnumeric() for sign in word):
            return f"It changes the number in “{word}”."
    for word in beside:
        if any(sign.isnumeric() for sign in word):
            return f"It changes what stands beside the number in “{word}”."
    return ""


def _names(old: list[str], new: list[str], block: Block) -> str:
    """A capital letter within a sentence begins a name: of a medicine, an illness, a person or a place."""
    start, end, other, other_end = block
    if _in_small_letters(old[start:end]) == _in_small_letters(new[other:other_end]):
        return ""
    for line, first, last in ((old, start, end), (new, other, other_end)):
        for place in range(first, last):
            begins = not any(map(WORD.search, line[:place])) or ends_sentence(line[place - 1])
            if not begins and any(sign.isupper() for sign in line[place]):
                return f"It changes “{line[place]}”, which may be a name."
    return ""


def _in_small_letters(words: list[str]) -> list[str]:
    return [bare_of(word) for word in WORD.findall(" ".join(words))]


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
