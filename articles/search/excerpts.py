"""The sentences of a page that say most of what was asked, with those words marked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from math import log

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search.vocabulary import Vocabulary
from articles.search.words import ENGLISH, plain

# Signs that no text holds: Postgres marks words by them, whatever signs of HTML the text has.
START, END = "\ue000", "\ue001"
NOTHING = SafeString("")
OPTIONS = f"StartSel={START}, StopSel={END}, HighlightAll=true"
MARKED = re.compile(f"{START}(.*?){END}")
# Of a very long text only so much is read.
MOST_READ = 20_000

# Where a sentence ends, or an item of a list or a table.
SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?:· )?| · ")
STOPS = (".", "!", "?")
# A shorter one takes the next along; of a longer one so much is shown.
FEW_WORDS, MANY_WORDS = 12, 36
# How many words stand before the first marked one, in a sentence too long to be shown.
WORDS_BEFORE = 8

HEADLINES = """
SELECT edition_id, ts_headline(%s, left(text, %s), %s::tsquery, %s)
FROM articles_searchentry WHERE edition_id = ANY(%s)
"""


def excerpts(
    editions: Sequence[int], queries: Sequence[str], vocabulary: Vocabulary
) -> Mapping[int, SafeString]:
    """By the number of the edition. One query."""
    if not editions or not queries:
        return {}
    anything = " | ".join(f"({query})" for query in queries)
    with connection.cursor() as cursor:
        cursor.execute(HEADLINES, [ENGLISH, MOST_READ, anything, OPTIONS, list(editions)])
        return {edition: marked(_best_of(text, vocabulary)) for edition, text in cursor.fetchall()}


def marked(text: str) -> SafeString:
    """Escaped, with <mark> around what stands between the signs."""
    whole = MARKED.sub(r"<mark>\1</mark>", escape(text))
    return mark_safe(whole.replace(START, "").replace(END, ""))  # noqa: S308  # escaped just above


def _best_of(text: str, vocabulary: Vocabulary) -> str:
    """The sentence with the rarest of the words asked for; of equals the first."""
    sentences = SENTENCE_ENDS.split(text)
    worth = [_worth(MARKED.findall(sentence), vocabulary) for sentence in sentences]
    best = worth.index(max(worth))
    chosen = sentences[best].split()
    for following in sentences[best + 1 : best + 3]:
        if len(chosen) < FEW_WORDS and chosen[-1].endswith(STOPS):
            chosen += following.split()
    return _cut(chosen)


def _worth(words: Iterable[str], vocabulary: Vocabulary) -> float:
    """Each word once, in whichever case."""
    said = {plain(word) for word in words}
    return sum(log(1 + vocabulary.size / max(1, vocabulary.pages.get(word, 1))) for word in said)


def _cut(words: Sequence[str]) -> str:
    if len(words) <= MANY_WORDS:
        return " ".join(words)
    first = next((place for place, word in enumerate(words) if START in word), 0)
    begin = max(0, min(first - WORDS_BEFORE, len(words) - MANY_WORDS))
    end = begin + MANY_WORDS
    return f"{'… ' if begin else ''}{' '.join(words[begin:end])}{' …' if end < len(words) else ''}"
