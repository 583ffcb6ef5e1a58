"""The sentences of a page that have the words of a question, with those words marked."""

import re
from collections.abc import Mapping, Sequence

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search.words import ENGLISH

# Signs that no text holds: Postgres marks words by them, whatever signs of HTML the text has.
START, END = "\ue000", "\ue001"
NOTHING = SafeString("")
OPTIONS = f"StartSel={START}, StopSel={END}, MaxFragments=1, MaxWords=32, MinWords=16, HighlightAll=false"
MARKED = re.compile(f"{START}(.*?){END}")
# Of a very long text only so much is read.
MOST_READ = 20_000

HEADLINES = """
SELECT edition_id, left(text, %s), ts_headline(%s, left(text, %s), %s::tsquery, %s)
FROM articles_searchentry WHERE edition_id = ANY(%s)
"""
# As much of a text as tells whether an excerpt is its beginning.
TOLD_BY = 40
ENDS = (".", "!", "?", "”")


def excerpts(editions: Sequence[int], queries: Sequence[str]) -> Mapping[int, SafeString]:
    """By the number of the edition. One query."""
    if not editions or not queries:
        return {}
    anything = " | ".join(f"({query})" for query in queries)
    with connection.cursor() as cursor:
        cursor.execute(HEADLINES, [TOLD_BY, ENGLISH, MOST_READ, anything, OPTIONS, list(editions)])
        return {edition: marked(_with_dots(start, text)) for edition, start, text in cursor.fetchall()}


def _with_dots(start: str, excerpt: str) -> str:
    """With “…” where it begins or ends in the middle of something."""
    words = excerpt.replace(START, "").replace(END, "").strip()
    before = "" if words[: len(start)] == start[: len(words)] else "… "
    return f"{before}{excerpt.strip()}{'' if words.endswith(ENDS) else ' …'}"


def marked(text: str) -> SafeString:
    """Escaped, with <mark> around what stands between the signs."""
    whole = MARKED.sub(r"<mark>\1</mark>", escape(text))
    return mark_safe(whole.replace(START, "").replace(END, ""))  # noqa: S308  # escaped just above
