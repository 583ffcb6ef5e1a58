"""Excerpts: the sentences of a page that say the most about the question, with its words marked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from math import log

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search.lexemes import ENGLISH, normalise
from articles.search.vocabulary import Vocabulary

# Postgres puts these signs around the words it finds. They are private-use characters, which no
# text contains, so that they cannot be confused with HTML in the text.
START, END = "\ue000", "\ue001"
NOTHING = SafeString("")
OPTIONS = f"StartSel={START}, StopSel={END}, HighlightAll=true"
MARKED = re.compile(f"{START}(.*?){END}")
# Characters. Postgres would read a very long text to its end for each result.
MOST_READ = 20_000

# The end of a sentence, or of an item of a list or a table (see CELLS in page_text.py).
SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?:· )?| · ")
STOPS = (".", "!", "?")
# A shorter sentence is shown with the next one. A longer sentence is cut to the second number.
FEW_WORDS, MANY_WORDS = 12, 36
# How many words are shown before the first marked one, in a sentence that is cut.
WORDS_BEFORE = 8

HEADLINES = """
SELECT edition_id, ts_headline(%s, left(text, %s), %s::tsquery, %s)
FROM articles_searchentry WHERE edition_id = ANY(%s)
"""


def excerpts(
    edition_pks: Sequence[int], queries: Sequence[str], vocabulary: Vocabulary
) -> Mapping[int, SafeString]:
    """Return the best excerpt of each edition by the edition's pk, with one query."""
    if not edition_pks or not queries:
        return {}
    anything = " | ".join(f"({query})" for query in queries)
    with connection.cursor() as cursor:
        cursor.execute(HEADLINES, [ENGLISH, MOST_READ, anything, OPTIONS, list(edition_pks)])
        return {pk: marked(_best_of(text, vocabulary)) for pk, text in cursor.fetchall()}


def marked(text: str) -> SafeString:
    """Return `text` escaped, with <mark> around everything between `START` and `END`."""
    whole = MARKED.sub(r"<mark>\1</mark>", escape(text))
    return mark_safe(whole.replace(START, "").replace(END, ""))  # noqa: S308  # escaped just above


def _best_of(text: str, vocabulary: Vocabulary) -> str:
    """Return the sentence with the rarest of the words in the question, and of equals the first."""
    sentences = SENTENCE_ENDS.split(text)
    worth = [_worth(MARKED.findall(sentence), vocabulary) for sentence in sentences]
    best = worth.index(max(worth))
    chosen = sentences[best].split()
    for following in sentences[best + 1 : best + 3]:
        if len(chosen) < FEW_WORDS and chosen[-1].endswith(STOPS):
            chosen += following.split()
    return _cut(chosen)


def _worth(words: Iterable[str], vocabulary: Vocabulary) -> float:
    """Return the sum of the words' rarity. A word counts once, whatever its case."""
    different = {normalise(word) for word in words}
    return sum(log(1 + vocabulary.size / max(1, vocabulary.pages.get(word, 1))) for word in different)


def _cut(words: Sequence[str]) -> str:
    if len(words) <= MANY_WORDS:
        return " ".join(words)
    first = next((place for place, word in enumerate(words) if START in word), 0)
    begin = max(0, min(first - WORDS_BEFORE, len(words) - MANY_WORDS))
    end = begin + MANY_WORDS
    return f"{'… ' if begin else ''}{' '.join(words[begin:end])}{' …' if end < len(words) else ''}"
