"""How hard a text is to read: its Flesch-Kincaid grade, and its longest sentences.

Kincaid, Fishburne, Rogers and Chissom 1975, Derivation of new readability formulas for Navy
enlisted personnel, Research Branch Report 8-75:
grade = 0.39 * words per sentence + 11.8 * syllables per word - 15.59
"""

import re
from collections.abc import Iterable, Iterator

from articles.checks.finding import Finding, warns
from articles.checks.sentences import WORD, Sentence, sentences_in
from articles.checks.syllables import syllables
from articles.composing.compose import Composition
from articles.rendering import Passage

MAX_GRADE = 9
# With fewer words the grade depends on chance.
MIN_WORDS = 30
LONGEST = 3


def grade(sentences: list[Sentence]) -> float | None:
    """Return the US school year whose pupils can read the text, or None if it is too short."""
    words = [word for sentence in sentences for word in sentence.words]
    if len(words) < MIN_WORDS:
        return None
    spoken = sum(_spoken(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def length(passages: Iterable[Passage]) -> int:
    """Return the number of words, without headings."""
    return sum(len(WORD.findall(passage.text)) for passage in passages if passage.kind != "heading")


def _spoken(word: str) -> int:
    """Return the number of syllables. A figure counts as one syllable for each digit."""
    parts = re.findall(r"[^\W\d_]+|\d+", re.sub("['’]", "", word))
    return sum(len(part) if part.isdigit() else syllables(part) for part in parts)


def check_reading(composition: Composition) -> Iterator[Finding]:
    sentences = list(sentences_in(composition.rendered.passages))
    reached = grade(sentences)
    # The rounded grade is compared, so that no message calls "grade 9.0" higher than 9.
    if reached is None or round(reached, 1) <= MAX_GRADE:
        return
    yield warns(
        "body",
        f"The text reads at grade {reached:.1f} (Flesch-Kincaid); over {MAX_GRADE} is hard for many readers.",
    )
    for sentence in longest(sentences):
        message = f"One of the longest sentences, {len(sentence.words)} words: “{sentence.beginning}”"
        yield warns("body", message, line=sentence.line)


def longest(sentences: list[Sentence]) -> list[Sentence]:
    """Return the longest sentences, in the order of the text."""
    most = sorted(sentences, key=lambda sentence: len(sentence.words), reverse=True)[:LONGEST]
    return sorted(most, key=lambda sentence: sentence.line)
