"""What is known of each page for telling how alike two are: two queries for any number of pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from math import sqrt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef
from django.utils import timezone

from articles.models import Edition, InternalLink
from articles.models.edition import EditionQuerySet

# Beyond these a text only says once more what it is about, in words that many texts have.
MOST_WORDS = 40

# A word counts by its rarity (the inverse document frequency of Robertson and Sparck Jones, by which
# one that half of the pages have says nothing) and by how often and where it stands: the title says
# what a page is about; a word that its text says once does not, nor one that no other page has.
# The forms of a word are counted apart, as the vocabulary has them: the commonest stands for all.
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
class Word:
    """`weight` is its share of what the page says: the squares of all come to one.

    `written` is the form of it that most pages have.
    """

    weight: float
    pages: int
    written: str


@dataclass(frozen=True)
class Profile:
    """A page that readers see, or that is to come; `links` are the articles that its text leads to."""

    article: int
    edition: int
    kind: str
    category: int
    live_from: datetime
    species: frozenset[int]
    terms: Mapping[str, str]
    links: frozenset[int]
    words: Mapping[str, Word]


def kept_editions() -> EditionQuerySet:
    """What readers see or will see."""
    now = timezone.now()
    return Edition.objects.live(now) | Edition.objects.upcoming(now)


def profiles_of(articles: Collection[int]) -> dict[int, Profile]:
    """By the article's number, of the latest edition that is live or to come; without one, none."""
    editions = (
        kept_editions()
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


def _profile(row: Any, words: dict[int, dict[str, Word]]) -> Profile:
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


def _telling_words(editions: list[int]) -> dict[int, dict[str, Word]]:
    found: dict[int, dict[str, Word]] = {}
    if not editions:
        return found
    with connection.cursor() as cursor:
        cursor.execute(TELLING, {"editions": editions, "most": MOST_WORDS})
        for edition, lexeme, weight, pages, written in cursor.fetchall():
            found.setdefault(edition, {})[lexeme] = Word(weight, int(pages), written)
    return {edition: _of_unit_length(words) for edition, words in found.items()}


def _of_unit_length(words: dict[str, Word]) -> dict[str, Word]:
    """Else a long text would be like everything."""
    length = sqrt(sum(word.weight**2 for word in words.values()))
    return {lexeme: replace(word, weight=word.weight / length) for lexeme, word in words.items()}
