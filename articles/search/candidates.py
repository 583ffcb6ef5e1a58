"""The pages that may answer a question, and how much each says about each of its words.

Reading long texts takes the time. So no more than `MOST` pages are ranked, however many contain
a common word: first the pages that contain all words and are about the animal that the question
names. Up to half of the pages are chosen by the words in their titles and answers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.search.marks import about, having

MOST = 200
MOST_BY_TITLE = MOST // 2
# Titles are short, so more of them can be compared than texts.
MOST_TITLES = 400
# Counting stops here, because a higher number tells a reader no more; see articles/search/results.py.
MOST_COUNTED = 1000

# How much a word weighs in the text (D), in a heading (C), in the answer (B) and in the title (A).
WEIGHTS = "{0.12, 0.3, 0.6, 1.0}"

# The queries come from an array, so that the planner cannot guess how many pages contain the words:
# it always takes the index. The queries run in their order, until there are enough pages.
# Scattered rows are slow to read. So RANKED checks whether a page has ended, and only for the pages
# that it ranks: few have ended, and publishing deletes their words the next time.
IN_TIERS = """
SELECT page.*, tiers.number FROM unnest(%(tiers)s::tsquery[]) WITH ORDINALITY AS tiers (query, number)
CROSS JOIN LATERAL (
    SELECT {columns} FROM articles_searchentry entry
    WHERE entry.{column} @@ tiers.query
    AND entry.edition_id NOT IN (SELECT id FROM articles_edition WHERE live_from > %(now)s)
    LIMIT {most}
) AS page LIMIT {most}
"""
# `unpacked` copies the words into memory once. Otherwise each rank would decompress the long value
# again from its TOAST table.
RANKED = """
WITH titles AS MATERIALIZED (
    SELECT edition_id FROM ({titles}) AS titles
    ORDER BY ts_rank(%(weights)s, title_words, %(anything)s::tsquery) DESC, edition_id DESC
    LIMIT {most_by_title}
), texts AS MATERIALIZED ({texts}), found AS MATERIALIZED (
    SELECT edition_id, min(number) AS tier
    FROM (
        SELECT edition_id, 0 AS number FROM titles
        UNION ALL (SELECT edition_id, number FROM texts LIMIT {most})
    ) AS matching
    GROUP BY edition_id ORDER BY tier, edition_id DESC LIMIT {most}
)
SELECT edition.id, edition.kind, edition.urgency, edition.live_from,
       ARRAY(SELECT species_id FROM articles_edition_species WHERE edition_id = edition.id),
       ARRAY[{ranks}]::float[],
       (SELECT count(*) FROM texts)
FROM found
JOIN articles_edition edition ON edition.id = found.edition_id
JOIN articles_searchentry entry ON entry.edition_id = edition.id
CROSS JOIN LATERAL (SELECT entry.words || ''::tsvector AS words OFFSET 0) AS unpacked
WHERE edition.live_until IS NULL OR edition.live_until > %(now)s
ORDER BY found.tier, edition.id DESC
"""
RANK = "ts_rank_cd(%(weights)s, unpacked.words, %(rank_{number})s::tsquery)"


@dataclass(frozen=True)
class Candidate:
    """A page that may answer the question.

    `ranks` say how much it says about each of the queries, in their order: 0.0 for nothing.
    """

    edition_pk: int
    kind: str
    urgency: str
    live_from: datetime
    species: frozenset[int]
    ranks: Sequence[float]


@dataclass(frozen=True)
class Candidates:
    """The candidates for one question, those that contain the most of its words first.

    `matching` is None if `pages` holds every page that contains any of the words. Otherwise it is
    the number of such pages, counted up to `MOST_COUNTED` + 1.
    """

    pages: Sequence[Candidate] = ()
    matching: int | None = None


def candidates(
    queries: Sequence[str],
    also: Sequence[str] = (),
    chosen: Mapping[str, Any] | None = None,
    species: Iterable[int] = (),
) -> Candidates:
    """Return at most `MOST` live pages that contain any of the words, with one query.

    Each of `queries` finds one word, the most telling first. The queries in `also` find no page of
    their own, but each candidate gets a rank for them, behind those for `queries`. `chosen` may
    hold a `kind`, an `urgency` and the pk of a `species`: only such pages are found. Pages about
    one of `species` (pks) come before others.
    """
    if not queries:
        return Candidates()
    asked = [*queries, *also]
    with connection.cursor() as cursor:
        cursor.execute(_statement(len(asked)), _params(queries, asked, chosen or {}, species))
        rows = cursor.fetchall()
    return Candidates(
        [
            Candidate(pk, kind, urgency, live_from, frozenset(animals), ranks)
            for pk, kind, urgency, live_from, animals, ranks, _ in rows
        ],
        rows[0][-1] if rows and rows[0][-1] > MOST else None,
    )


def _statement(asked: int) -> str:
    return RANKED.format(
        titles=IN_TIERS.format(
            columns="entry.edition_id, entry.title_words", column="title_words", most=MOST_TITLES
        ),
        texts=IN_TIERS.format(columns="entry.edition_id", column="words", most=MOST_COUNTED + 1),
        ranks=", ".join(RANK.format(number=number) for number in range(asked)),
        most=MOST,
        most_by_title=MOST_BY_TITLE,
    )


def _params(
    queries: Sequence[str], asked: Sequence[str], chosen: Mapping[str, Any], species: Iterable[int]
) -> dict[str, Any]:
    animals = about(species)
    sides = [animals, f"!({animals})"] if animals else [""]
    only = having(chosen)
    return {
        "tiers": [_all_of(tier, side, only) for side in sides for tier in _tiers(queries)],
        "anything": _any_of(queries),
        **{f"rank_{number}": query for number, query in enumerate(asked)},
        "now": timezone.now(),
        "weights": WEIGHTS,
    }


def _tiers(queries: Sequence[str]) -> Iterator[str]:
    """Return queries for all words, then for most of them, then for any.

    No query finds again what one before it has found.
    """
    whole = len(queries)
    sizes = {whole, whole - 1, whole - 2, (whole + 1) // 2, 1} & set(range(1, whole + 1))
    found = ""
    for size in sorted(sizes, reverse=True):
        together = _all_of(*queries[:size])
        yield _all_of(together, found and f"!({found})")
        found = together
    if whole > 1:
        yield _all_of(_any_of(queries), f"!({found})")


def _all_of(*queries: str) -> str:
    return " & ".join(f"({query})" for query in queries if query)


def _any_of(queries: Sequence[str]) -> str:
    return " | ".join(f"({query})" for query in queries)
