"""Saving of a synthetic library, many rows at a time. Publishing each page would take hours."""

from collections import Counter
from collections.abc import Callable
from itertools import chain

from django.db import connection, transaction

from articles.corpus.pages import AUTHOR, Catalogue, SyntheticPage, make_catalogue, make_page
from articles.models import Article, Edition, SearchEntry, Suggestion, Word
from articles.search.entries import store_entries, words_of
from articles.search.prefixes import store_suggestions
from articles.search.vocabulary import add_words, words_changed

AT_ONCE = 500
# With more new pages than this, it is faster to drop the indexes and to build them again.
MANY = 500


class HoldsOthers(Exception):
    """The database holds articles that are not synthetic."""


def grow(count: int, say: Callable[[int], None] = lambda _: None) -> int:
    """Make pages until there are `count`, and return how many were made.

    `say` is called after each batch with the number of pages that are there. Raises HoldsOthers.
    """
    if Article.objects.exclude(author__slug=AUTHOR).exists():
        raise HoldsOthers
    before = Article.objects.count()
    catalogue = make_catalogue()
    words: Counter[str] = Counter()
    is_many = count - before > MANY
    with transaction.atomic():
        _execute("SET LOCAL statement_timeout = 0")
        words_changed()
        if is_many:
            _drop_indexes()
        for start in range(before, count, AT_ONCE):
            words.update(_save(range(start, min(start + AT_ONCE, count)), catalogue))
            say(min(start + AT_ONCE, count))
        add_words(words)
        if is_many:
            _make_indexes()
    # VACUUM cannot run within a transaction, such as that of a test.
    if not connection.in_atomic_block:
        _vacuum()
    return max(count - before, 0)


def _save(numbers: range, catalogue: Catalogue) -> Counter[str]:
    """Save the pages with these numbers, and return how many of them contain each word."""
    pages = [make_page(number, catalogue) for number in numbers]
    Article.objects.bulk_create(page.article for page in pages)
    editions = Edition.objects.bulk_create(page.edition for page in pages)
    _link_species(pages)
    store_entries(editions)
    store_suggestions(editions)
    return Counter(chain.from_iterable(map(words_of, editions)))


def _link_species(pages: list[SyntheticPage]) -> None:
    for_articles, for_editions = Article.species.through, Edition.species.through
    for_articles.objects.bulk_create(
        for_articles(article_id=page.article.pk, species_id=page.species.pk) for page in pages
    )
    for_editions.objects.bulk_create(
        for_editions(edition_id=page.edition.pk, species_id=page.species.pk) for page in pages
    )


def _drop_indexes() -> None:
    with connection.schema_editor() as editor:
        for index in SearchEntry._meta.indexes:
            editor.remove_index(SearchEntry, index)


def _make_indexes() -> None:
    # Postgres builds no index on a table while foreign keys of its new rows are still unchecked.
    _execute("SET CONSTRAINTS ALL IMMEDIATE")
    _execute("SET LOCAL maintenance_work_mem = '512MB'")
    with connection.schema_editor() as editor:
        for index in SearchEntry._meta.indexes:
            editor.add_index(SearchEntry, index)


def _vacuum() -> None:
    """Do now what autovacuum would do later: statistics for the planner, and the visibility map."""
    _execute("SET statement_timeout = 0")
    for model in (Article, Edition, Edition.species.through, SearchEntry, Suggestion, Word):
        _execute(f"VACUUM ANALYZE {model._meta.db_table}")
    _execute("RESET statement_timeout")


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
