"""Saving a synthetic library: many rows at once, for one by one would take hours."""

from collections import Counter
from collections.abc import Callable
from itertools import chain

from django.db import connection, transaction

from articles.corpus.rows import AUTHOR, Row, Shelves, make_row, make_shelves
from articles.models import Article, Edition, SearchEntry, Suggestion, Word
from articles.search.entries import store_entries, words_of
from articles.search.prefixes import store_suggestions
from articles.search.vocabulary import add_words, words_changed

AT_ONCE = 500
# From so many on, an index is made faster as a whole than row by row.
MANY = 500


class HoldsOthers(Exception):
    """There are articles that were not made here."""


def grow(count: int, say: Callable[[int], None] = lambda _: None) -> int:
    """Until there are `count` articles; returns how many were made. Raises HoldsOthers."""
    if Article.objects.exclude(author__slug=AUTHOR).exists():
        raise HoldsOthers
    there = Article.objects.count()
    shelves = make_shelves()
    words: Counter[str] = Counter()
    is_many = count - there > MANY
    with transaction.atomic():
        _execute("SET LOCAL statement_timeout = 0")
        words_changed()
        if is_many:
            _drop_indexes()
        for start in range(there, count, AT_ONCE):
            words.update(_save(range(start, min(start + AT_ONCE, count)), shelves))
            say(min(start + AT_ONCE, count))
        add_words(words)
        if is_many:
            _make_indexes()
    if not connection.in_atomic_block:
        _take_stock()
    return max(count - there, 0)


def _save(numbers: range, shelves: Shelves) -> Counter[str]:
    """Returns how many of these pages have each word."""
    rows = [make_row(number, shelves) for number in numbers]
    Article.objects.bulk_create(row.article for row in rows)
    editions = Edition.objects.bulk_create(row.edition for row in rows)
    _stand_on_shelves(rows)
    store_entries(editions)
    store_suggestions(editions)
    return Counter(chain.from_iterable(map(words_of, editions)))


def _stand_on_shelves(rows: list[Row]) -> None:
    for_articles, for_editions = Article.species.through, Edition.species.through
    for_articles.objects.bulk_create(
        for_articles(article_id=row.article.pk, species_id=row.species.pk) for row in rows
    )
    for_editions.objects.bulk_create(
        for_editions(edition_id=row.edition.pk, species_id=row.species.pk) for row in rows
    )


def _drop_indexes() -> None:
    with connection.schema_editor() as editor:
        for index in SearchEntry._meta.indexes:
            editor.remove_index(SearchEntry, index)


def _make_indexes() -> None:
    # Rows whose references are still to be checked would keep their table from getting an index.
    _execute("SET CONSTRAINTS ALL IMMEDIATE")
    _execute("SET LOCAL maintenance_work_mem = '512MB'")
    with connection.schema_editor() as editor:
        for index in SearchEntry._meta.indexes:
            editor.add_index(SearchEntry, index)


def _take_stock() -> None:
    """What autovacuum would do by and by: statistics for the planner, and a map of what all may see."""
    _execute("SET statement_timeout = 0")
    for model in (Article, Edition, Edition.species.through, SearchEntry, Suggestion, Word):
        _execute(f"VACUUM ANALYZE {model._meta.db_table}")
    _execute("RESET statement_timeout")


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
