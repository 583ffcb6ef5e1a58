"""Profiles of pages: what is compared to tell how alike two pages are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from math import sqrt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef

from articles.models import Edition, InternalLink

# Further words are common to many texts and say nothing new about what this one is about.
MOST_WORDS = 40

# The weight of a word has two factors. One is its rarity: the inverse document frequency of Robertson
# and Sparck Jones, which is zero for a word that half of the pages contain. The other is how often it
# occurs and where, because the title says best what a page is about.
# Two sorts of words are left out: those that a text says only once, and those that no other page has.
# The vocabulary counts the forms of a word apart. The commonest form stands for all.
TELLING = """
WITH said AS (
    SELECT edition_id, lexeme, cardinality(weights) + 5 * ('A' = ANY(weights))::int
           + 2 * ('B' = ANY(weights))::int + ('C' = ANY(weights))::int AS times
    FROM articles_searchentry CROSS JOIN LATERAL unnest(words) AS word
    WHERE edition_id = ANY(%(editions)s) AND (cardinality(weights) > 1 OR weights[1] <> 'D')
), site AS (
    SELECT count(*)::float AS size FROM articles_searchentry
), known AS (
    SELECT stem, least(max(pages), size) AS pages, (array_agg(word ORDER BY pages DESC, word))[1] AS written
    FROM articles_word CROSS JOIN site
    WHERE stem IN (SELECT lexeme FROM said) GROUP BY stem, size HAVING sum(pages) > 1
), weighed AS (
    SELECT edition_id, lexeme, written, pages,
           ln(1 + times) * ln((size - pages + 0.5) / (pages + 0.5)) AS weight
    FROM said JOIN known ON stem = lexeme CROSS JOIN site WHERE 2 * pages < size
), ordered AS (
    SELECT *, row_number() OVER (PARTITION BY edition_id ORDER BY weight DESC, lexeme) AS place
    FROM weighed
)
SELECT edition_id, lexeme, weight, pages, written FROM ordered
WHERE place <= %(most)s ORDER BY edition_id, place
"""


@dataclass(frozen=True)
class TellingWord:
    """A word that tells what a page is about.

    The squares of the `weight` of all words of a page add up to one. `pages` is how many pages
    contain the word, and `written` is the form that most of them use.
    """

    weight: float
    pages: int
    written: str


@dataclass(frozen=True)
class Profile:
    """The latest edition of an article that is live or scheduled.

    `article`, `edition` and `category` are pks, and so are `species` and `links`, the articles that
    the text links to. `terms` are the names of the glossary's terms by their keys, and `words` are
    by lexeme, the most telling first.
    """

    article: int
    edition: int
    kind: str
    category: int
    live_from: datetime
    species: frozenset[int]
    terms: Mapping[str, str]
    links: frozenset[int]
    words: Mapping[str, TellingWord]


def profiles_of(articles: Collection[int]) -> dict[int, Profile]:
    """Return the articles' profiles by article pk, with two queries for any number of articles.

    Articles without a live or scheduled edition have none.
    """
    editions = (
        Edition.objects.current()
        .filter(article__in=articles)
        .order_by("article_id", "-live_from", "-pk")
        .distinct("article_id")
        .annotate(
            shown_species=ArraySubquery(
                Edition.species.through.objects.filter(edition_id=OuterRef("pk")).values("species_id")
            ),
            leads_to=ArraySubquery(
                InternalLink.objects.filter(edition_id=OuterRef("pk")).values("target_id")
            ),
        )
        .values_list(
            *("article_id", "pk", "kind", "category_id", "live_from"), "shown_species", "terms", "leads_to"
        )
    )
    rows: list[Any] = list(editions)
    words = _telling_words([row[1] for row in rows])
    profiles = (_profile(row, words) for row in rows)
    return {profile.article: profile for profile in profiles}


def _profile(row: Any, words: dict[int, dict[str, TellingWord]]) -> Profile:
    article, edition, kind, category, live_from, species, terms, links = row
    return Profile(
        article=article,
        edition=edition,
        kind=kind,
        category=category,
        live_from=live_from,
        species=frozenset(species),
        terms={term["key"]: term["name"] for term in terms},
        links=frozenset(links),
        words=words.get(edition, {}),
    )


def _telling_words(editions: list[int]) -> dict[int, dict[str, TellingWord]]:
    found: dict[int, dict[str, TellingWord]] = {}
    if not editions:
        return found
    with connection.cursor() as cursor:
        cursor.execute(TELLING, {"editions": editions, "most": MOST_WORDS})
        for edition, lexeme, weight, pages, written in cursor.fetchall():
            found.setdefault(edition, {})[lexeme] = TellingWord(weight, int(pages), written)
    return {edition: _of_unit_length(words) for edition, words in found.items()}


def _of_unit_length(words: dict[str, TellingWord]) -> dict[str, TellingWord]:
    """Divide all weights by their length as a vector.

    Otherwise a long text would be like every other.
    """
    length = sqrt(sum(word.weight**2 for word in words.values()))
    return {lexeme: replace(word, weight=word.weight / length) for lexeme, word in words.items()}
