"""The pages that may answer a question, and how much each says about each of its words.

Reading long texts is what costs: however many pages have a common word, no more than `MOST`
are looked at, those first that have all words, and among them those that have them in the title.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

MOST = 400
MOST_IN_TIER = 300
# A page that has all words comes in every tier.
MOST_IN_TIERS = 4 * MOST

# How much a word weighs in the text, in a heading, in the answer and in the title.
WEIGHTS = "{0.08, 0.25, 0.5, 1.0}"

TIER = """
(SELECT entry.edition_id, {number} AS tier FROM articles_searchentry entry
 JOIN articles_edition edition ON edition.id = entry.edition_id
 WHERE entry.{column} @@ %(tier_{number})s::tsquery
 AND edition.live_from <= %(now)s AND (edition.live_until IS NULL OR edition.live_until > %(now)s)
 {conditions} LIMIT {most})
"""
# The words are copied once in memory: each rank would else unpack them from where long values are kept.
RANKED = """
WITH tiers AS MATERIALIZED (SELECT * FROM ({tiers}) AS matching LIMIT {most_in_tiers}),
found AS MATERIALIZED (
    SELECT edition_id FROM tiers GROUP BY edition_id ORDER BY min(tier), edition_id DESC LIMIT {most}
)
SELECT edition.id, edition.kind, edition.urgency, edition.live_from,
       ARRAY(SELECT species_id FROM articles_edition_species WHERE edition_id = edition.id),
       ARRAY[{ranks}]::float[]
FROM found
JOIN articles_edition edition ON edition.id = found.edition_id
JOIN articles_searchentry entry ON entry.edition_id = edition.id
CROSS JOIN LATERAL (SELECT entry.words || ''::tsvector AS words OFFSET 0) AS unpacked
"""
RANK = "ts_rank_cd(%(weights)s, unpacked.words, %(rank_{number})s::tsquery)"

CONDITIONS = {
    "kind": "AND edition.kind = %(kind)s",
    "urgency": "AND edition.urgency = %(urgency)s",
    "species": (
        "AND EXISTS (SELECT 1 FROM articles_edition_species shelf "
        "WHERE shelf.edition_id = edition.id AND shelf.species_id = %(species)s)"
    ),
}


@dataclass(frozen=True)
class Candidate:
    """`ranks`: what it says about each word asked, in their order; 0.0 where nothing."""

    edition: int
    kind: str
    urgency: str
    live_from: datetime
    species: frozenset[int]
    ranks: Sequence[float]


def candidates(
    queries: Sequence[str], also: Sequence[str] = (), chosen: Mapping[str, Any] | None = None
) -> list[Candidate]:
    """At most `MOST` live pages that have any of the words. One query.

    `queries` find one word each, the most telling first; what is `also` asked for is ranked after
    them, but finds nothing by itself. `chosen` may hold a `kind`, an `urgency` and the number of
    a `species`.
    """
    asked = [*queries, *also]
    if not queries:
        return []
    chosen = chosen or {}
    tiers = list(_tiers(queries))
    conditions = " ".join(CONDITIONS[key] for key in chosen)
    statement = RANKED.format(
        tiers=" UNION ALL ".join(
            TIER.format(number=number, column=column, conditions=conditions, most=MOST_IN_TIER)
            for number, (column, _) in enumerate(tiers)
        ),
        ranks=", ".join(RANK.format(number=number) for number in range(len(asked))),
        most=MOST,
        most_in_tiers=MOST_IN_TIERS,
    )
    params = {
        **chosen,
        **{f"tier_{number}": query for number, (_, query) in enumerate(tiers)},
        **{f"rank_{number}": query for number, query in enumerate(asked)},
        "now": timezone.now(),
        "weights": WEIGHTS,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [
            Candidate(edition, kind, urgency, live_from, frozenset(species), ranks)
            for edition, kind, urgency, live_from, species, ranks in cursor.fetchall()
        ]


def _tiers(queries: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Of all words, then of most, then of any: a column, and what is to be in it."""
    grouped = [f"({query})" for query in queries]
    whole = len(grouped)
    for number in sorted(
        {whole, whole - 1, whole - 2, (whole + 1) // 2, 1} & set(range(1, whole + 1)), reverse=True
    ):
        together = " & ".join(grouped[:number])
        yield "title_words", together
        yield "words", together
    if whole > 1:
        yield "title_words", " | ".join(grouped)
        yield "words", " | ".join(grouped)
