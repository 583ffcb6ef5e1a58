"""Our search and those it is compared with. Each takes a question and gives addresses, best first."""

import re
import sqlite3
from collections.abc import Sequence

from django.db import connection

from tests.search_quality.measures import Find
from tests.search_quality.texts import Text

# As many as a reader of our search can see.
MOST = 50

TABLE = """
CREATE TEMPORARY TABLE search_quality_text AS
SELECT address,
       setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', answer), 'B')
       || setweight(to_tsvector('english', headings), 'C') || setweight(to_tsvector('english', body), 'D')
       AS words
FROM unnest(%s, %s, %s, %s, %s) AS text (address, title, answer, headings, body)
"""
MATCHES = """
SELECT address
FROM search_quality_text, websearch_to_tsquery('english', %s) AS query
WHERE words @@ query
ORDER BY ts_rank(words, query) DESC, address
LIMIT %s
"""
# The weights of ts_rank, as it has them by default, in the same order: A, B, C, D.
BM25 = """
SELECT address FROM text WHERE text MATCH ?
ORDER BY bm25(text, 0, 1.0, 0.4, 0.2, 0.1), address
LIMIT ?
"""
FOOTNOTE = """\
Ours: articles.search.search, as the site has it. Every other engine reads the same live pages in the
same four fields (title; answer, standfirst and key points; headings; body and fact sheet as plain text),
weighted 1.0, 0.4, 0.2 and 0.1.
Postgres, all words: websearch_to_tsquery('english', the question as typed), ts_rank.
Postgres, any word: the same with "or" between the words.
SQLite FTS5: its bm25() with the tokenizer "porter unicode61" and each word in quotes; "any word" joins
them by OR, "all words" by FTS5's own AND. It has no list of stop words: bm25 weighs common words low.
mean rr: mean reciprocal rank, over at most 50 pages. Times are those of this machine, for information."""


def engines(texts: Sequence[Text]) -> dict[str, Find]:
    """Return the engines by their names in the table."""
    _fill_postgres(texts)
    lite = _sqlite(texts)
    return {
        "Ours": ours,
        "Postgres, all words": _postgres,
        "Postgres, any word": lambda question: _postgres(" or ".join(words(question))),
        "SQLite FTS5, any word": lambda question: _fts5(lite, question, " OR "),
        "SQLite FTS5, all words": lambda question: _fts5(lite, question, " "),
    }


def ours(question: str) -> list[str]:
    from articles.search import search

    return [edition.get_absolute_url() for edition in search(question).editions]


def words(question: str) -> list[str]:
    """Return the question without "or", which websearch_to_tsquery reads as an operator."""
    return [word for word in re.findall(r"\w+", question.lower()) if word != "or"]


def _fill_postgres(texts: Sequence[Text]) -> None:
    columns = [list(column) for column in zip(*((text.address, *text.fields) for text in texts), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(TABLE, columns)


def _postgres(query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(MATCHES, [query, MOST])
        return [address for (address,) in cursor.fetchall()]


def _sqlite(texts: Sequence[Text]) -> sqlite3.Connection:
    lite = sqlite3.connect(":memory:")
    lite.execute(
        "CREATE VIRTUAL TABLE text USING fts5("
        "address UNINDEXED, title, answer, headings, body, tokenize = 'porter unicode61')"
    )
    lite.executemany(
        "INSERT INTO text VALUES (?, ?, ?, ?, ?)", [(text.address, *text.fields) for text in texts]
    )
    return lite


def _fts5(lite: sqlite3.Connection, question: str, between: str) -> list[str]:
    query = between.join(f'"{word}"' for word in words(question))
    # FTS5 reports an empty query as a syntax error.
    return [address for (address,) in lite.execute(BM25, [query, MOST])] if query else []
