"""Punctuation of a line whose words stay the same. A comma may turn a sentence round, so few may move."""

import re

from articles.phrases.words import WRITTEN_WORD as WORD
from articles.publishing.small.marks import DASHES, normal, punctuation_of
from articles.publishing.small.sensitive import bare_of, says_no

# The stretch as places: from and to in the old line, from and to in the new one.
Block = tuple[int, int, int, int]
ENDS = tuple(".?!…")
QUOTES = "”\"’')"
SPACED_DASHES = {"-", "--", *DASHES}
OF_A_SENTENCE = "It changes where a sentence ends, or another sign that may change what it says."
SAYS_NO = "It changes the punctuation of a sentence that says no."

JOINS = {"and", "or", "but", "nor", "so", "yet"}
# With one of these in it, a sentence may say something else for each place of its commas.
PARTS_OF_SENTENCES = {
    *("that", "which", "who", "whom", "whose", "where", "if", "when", "unless", "until", "while", "because"),
    *("although", "though", "since", "as", "only", "except", "than", "like", "such", "including", "plus"),
}
# “In older dogs, this …”: the words with which such a sentence begins, and with which it goes on.
OPENINGS = {"in", "at", "on", "among", "during", "for"}
GOING_ON = {"this", "these", "it", "they", "we", "you", "there", "he", "she"}
LONGEST_OPENING = 4
SMALL_WORDS = {"a", "an", "the", "of", "to", "with", "by", "from", "his", "her", "its", "their", "your"}


def punctuation_differs(before: list[str], after: list[str]) -> bool:
    """Whether the signs around the words differ, or stand elsewhere."""
    signs, others = _skeleton(before), _skeleton(after)
    if signs.count("w") != others.count("w"):
        # Words were joined, parted, added or taken: each row of them counts as one word.
        signs, others = (re.sub("w+", "w", one) or "w" for one in (signs, others))
    return signs != others


def _skeleton(words: list[str]) -> str:
    """The signs of a stretch in their places, with a letter for each word."""
    return "".join(normal(sign) for sign in WORD.sub("w", " ".join(words)) if not sign.isspace())


def why_punctuation(old: list[str], new: list[str], block: Block, *, is_whole: bool) -> str:
    """The words are the same; return why the signs say something else.

    `is_whole` is false for a line in the midst of a paragraph, whose sentences go on in other lines.
    """
    start, end, other, other_end = block
    before, after = old[start:end], new[other:other_end]
    if _normal(before) == _normal(after) or _are_dashes(before, after):
        # Only spaces differ, or the shape of a quotation mark or of a dash.
        return ""
    if not is_whole:
        return OF_A_SENTENCE
    if other_end == len(new) and _normal(after) == f"{_normal(before)}.":
        return ""
    if any(says_no(word) for word in WORD.findall(" ".join(sentence_around(old, start, end)))):
        return SAYS_NO
    if _is_plain_mending(_normal(before), _normal(after)):
        return ""
    # Of two lines that differ by a comma, the one that has it.
    line, place = (new, other) if len(_normal(after)) > len(_normal(before)) else (old, start)
    bare = {word.removesuffix(",") for word in (*before, *after)}
    is_comma = len(before) == len(after) == len(bare) == 1
    return "" if is_comma and _may_have_comma(line, place) else OF_A_SENTENCE


def _are_dashes(before: list[str], after: list[str]) -> bool:
    return len(before) == len(after) == 1 and {*before, *after} <= SPACED_DASHES


def _is_plain_mending(before: str, after: str) -> bool:
    """A full stop typed twice, a semicolon for a colon, or the apostrophe of several owners."""
    if before.replace(";", ":") == after.replace(";", ":"):
        return True
    is_stop = punctuation_of(before).count(".") == 2 and before.replace("..", ".") == after
    longer, shorter = sorted((before, after), key=len, reverse=True)
    return is_stop or (longer.endswith("s'") and longer == f"{shorter}'" and "'" not in shorter)


def _may_have_comma(line: list[str], place: int) -> bool:
    """Whether the comma behind this word says no more than a pause."""
    start = _start_of_sentence(line, place)
    said = [bare_of("".join(WORD.findall(word))) for word in sentence_around(line, place, place + 1)]
    if PARTS_OF_SENTENCES & set(said) or place + 1 == len(line):
        return False
    earlier, following = line[start:place], bare_of(line[place + 1])
    if following in ("and", "or"):
        # The last comma of a list that has others: “hay, grass, and water”.
        return sum(word in JOINS for word in said) == 1 and any(word.endswith(",") for word in earlier)
    opening = [bare_of(word) for word in [*earlier, line[place].rstrip(",")] if WORD.search(word)]
    return (
        following in GOING_ON
        and 1 < len(opening) <= LONGEST_OPENING
        and opening[0] in OPENINGS
        and not any(word.endswith((",", ";", ":")) for word in earlier)
        and not (JOINS | GOING_ON) & set(opening)
        and opening[-1] not in SMALL_WORDS | OPENINGS
    )


def _normal(words: list[str]) -> str:
    return "".join(normal(sign) for sign in "".join(words))


def _start_of_sentence(line: list[str], place: int) -> int:
    ends = (at + 1 for at in range(place - 1, -1, -1) if ends_sentence(line[at]))
    return next(ends, 0)


def ends_sentence(word: str) -> bool:
    return word.rstrip(QUOTES).endswith(ENDS)


def sentence_around(line: list[str], start: int, end: int) -> list[str]:
    """The words around the stretch, as far as the sentences go that its signs may part otherwise."""
    ends = [place for place, word in enumerate(line) if word.endswith(ENDS)]
    first = max((place + 1 for place in ends if place < start - 1), default=0)
    last = min((place + 1 for place in ends if place >= end), default=len(line))
    return line[first:last]
