"""The rule of a small correction. Where it is in doubt, a change is not small.

`judge` compares two working copies (articles/drafts/parts.py), and says in plain words what is not small.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from articles.drafts.fields import FIELD, FIELDS, Shape
from articles.phrases.words import WRITTEN_WORD as WORD
from articles.publishing.small.blocks import why_block
from articles.publishing.small.links import is_mended_link
from articles.publishing.small.marks import (
    BARE_ADDRESS,
    STRANGE_SPACE,
    as_seen,
    is_heading,
    leading,
    links_of,
    why_other_structure,
    without_addresses,
)
from articles.publishing.small.spelling import Known

# The most words that one correction changes, and that all corrections of one person change together until
# somebody else has looked at them.
MOST_WORDS = 4
TOO_MUCH = f"It changes more than {MOST_WORDS} words."
# Longer stretches are not compared word by word: they are no small change.
LONGEST = 40
# Nor are longer lines read: no paragraph of a page is half as long.
LONGEST_LINE = 2_000
BLANKS = " \u00a0"

TEXTS = {"standfirst", "answer", "key_points", "description", "body"}
OF_FIELDS = {
    "urgency": "It changes the level of urgency.",
    "gallery": "It changes the pictures.",
    "pictures": "It changes a picture or its words.",
    "references": "It changes a reference.",
    "facts": "It changes the fact sheet.",
    "terms": "It changes a word of the glossary.",
    "species": "It changes which animals the page is about.",
}


@dataclass(frozen=True)
class Judgement:
    """How many words a change has, and the reasons why it is not small: none for a small one."""

    words: int = 0
    reasons: list[str] = field(default_factory=list)

    @property
    def is_small(self) -> bool:
        return not self.reasons

    def __add__(self, other: "Judgement") -> "Judgement":
        return Judgement(self.words + other.words, list(dict.fromkeys([*self.reasons, *other.reasons])))


def judge(before: dict[str, Any], after: dict[str, Any], known: Known) -> Judgement:
    """Say whether the two working copies differ by a small correction. Two that say the same do."""
    total = Judgement()
    for one in FIELDS:
        old, new = before.get(one.name), after.get(one.name)
        if old == new or not one.is_on_page:
            continue
        total += _of_field(one.name, old, new, known)
    return _within(total)


def judge_passage(before: str, after: str, known: Known) -> Judgement:
    """As judge(), for two texts of several lines."""
    return _within(_of_text(before, after, known))


def _within(verdict: Judgement) -> Judgement:
    return verdict + Judgement(reasons=[TOO_MUCH]) if verdict.words > MOST_WORDS else verdict


def _of_field(name: str, old: Any, new: Any, known: Known) -> Judgement:
    if name == "title":
        return _of_title(str(old), str(new))
    if name in TEXTS:
        return _of_text(str(old or ""), str(new or ""), known)
    known_field = FIELD[name]
    label = known_field.label if known_field.shape is not Shape.WORDS else name
    return Judgement(reasons=[OF_FIELDS.get(name, f"It changes “{label}”.")])


def _of_title(old: str, new: str) -> Judgement:
    """A title keeps its words: readers, links and the search find the page by them."""
    if [*map(str.casefold, WORD.findall(old))] != [*map(str.casefold, WORD.findall(new))]:
        return Judgement(reasons=["It changes the words of the title."])
    return _of_text(old, new, lambda word: True)


def _of_text(before: str, after: str, known: Known) -> Judgement:
    old, new = before.split("\n"), after.split("\n")
    if len(old) != len(new):
        return Judgement(reasons=["It adds, removes or splits lines."])
    changed = [place for place, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    places = [place for place in changed if old[place].rstrip(BLANKS) != new[place].rstrip(BLANKS)]
    if len(places) > MOST_WORDS:
        return Judgement(reasons=[TOO_MUCH])
    if any(_goes_on(old, place) and _breaks(old[place]) != _breaks(new[place]) for place in changed):
        return Judgement(reasons=["It changes where a line ends."])
    total = Judgement()
    for place in places:
        is_whole = not any(_goes_on(lines, at) for lines in (old, new) for at in (place - 1, place))
        total += _of_line(old[place], new[place], known, is_whole=is_whole)
    return total


def _goes_on(lines: list[str], place: int) -> bool:
    """Whether the next line belongs to the same paragraph."""
    if not 0 <= place < len(lines) - 1:
        return False
    line, following = lines[place][:LONGEST_LINE], lines[place + 1][:LONGEST_LINE]
    begins_anew = leading(following).strip() or following.lstrip().startswith((":::", "|"))
    return bool(line.strip() and following.strip()) and not begins_anew and not _stands_alone(line)


def _stands_alone(line: str) -> bool:
    return is_heading(line) or line.lstrip().startswith((":::", "|"))


def _breaks(line: str) -> bool:
    """Whether Markdown breaks the line behind it."""
    return line.endswith("  ")


def _of_line(before: str, after: str, known: Known, *, is_whole: bool) -> Judgement:
    # Looked at first: what follows takes longer, and people wait for it.
    if max(len(before), len(after)) > LONGEST_LINE:
        return Judgement(reasons=["It changes a line that is too long to compare."])
    if STRANGE_SPACE.search(before) or STRANGE_SPACE.search(after):
        return Judgement(reasons=["It changes a line with a sign that may end it."])
    before = as_seen(before)
    links = _of_links(before, after, known)
    old, new = without_addresses(before), without_addresses(after)
    if why := links.reasons or _structure(before, after, old, new):
        return Judgement(links.words, why)
    if is_heading(before) and WORD.findall(old) != WORD.findall(new):
        return Judgement(reasons=["It changes the words of a heading, and links to it may lead nowhere."])
    return links + _of_words(old.split(), new.split(), known, is_whole=is_whole)


def _structure(before: str, after: str, old: str, new: str) -> list[str]:
    if old != new and (BARE_ADDRESS.search(old) or BARE_ADDRESS.search(new)):
        return ["It changes a line with an address in its text."]
    # Citations stand in the lines as they are; addresses were taken out of the others.
    why = why_other_structure(before, after) if links_of(before) == links_of(after) else ""
    why = why or why_other_structure(old, new)
    return [why] if why else []


def _of_links(before: str, after: str, known: Known) -> Judgement:
    old, new = links_of(before), links_of(after)
    if len(old) != len(new):
        return Judgement(reasons=["It adds or removes a link."])
    changed = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    if not all(is_mended_link(one, other, known) for one, other in changed):
        return Judgement(reasons=["It leads a link elsewhere."])
    return Judgement(len(changed))


def _of_words(old: list[str], new: list[str], known: Known, *, is_whole: bool) -> Judgement:
    """Compare two lines, each as its words with their punctuation."""
    words, reasons = 0, []
    for start, end, other, other_end in _blocks(old, new):
        words += max(end - start, other_end - other)
        if words > LONGEST:
            return Judgement(words, [TOO_MUCH])
        if why := why_block(old, new, (start, end, other, other_end), known, is_whole=is_whole):
            reasons.append(why)
    return Judgement(words, reasons)


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that differ, as places in both lines."""
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    rest, others = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(rest), len(others)) > LONGEST:
        yield head, head + len(rest), head, head + len(others)
        return
    for tag, start, end, other, other_end in SequenceMatcher(
        None, rest, others, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            yield head + start, head + end, head + other, head + other_end


def _same(old: list[str], new: list[str]) -> int:
    """Return how many words at the beginning are the same."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count
