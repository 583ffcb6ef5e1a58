"""The words of a published page, by how much they weigh."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db.models import Value, prefetch_related_objects

from articles.models import Edition, SearchEntry
from articles.search.marks import marks_of
from articles.search.page_text import text_of
from articles.search.words import ENGLISH, plain


def store_entries(editions: Iterable[Edition]) -> None:
    """In place of those that they had. Two queries."""
    editions = list(editions)
    prefetch_related_objects(editions, "species")
    SearchEntry.objects.bulk_create(
        [_entry_of(edition) for edition in editions],
        update_conflicts=True,
        unique_fields=["edition"],
        update_fields=["title_words", "words", "text"],
    )


def _entry_of(edition: Edition) -> SearchEntry:
    text = text_of(edition.body_html)
    title = _weighed("A", edition.title, edition.index_term)
    answer = _weighed("B", edition.answer, edition.standfirst, *edition.key_points)
    headings = _weighed("C", *(heading["text"] for heading in edition.outline), *_facts(edition))
    narrow = title + answer + marks_of(edition)
    return SearchEntry(
        edition=edition, title_words=narrow, words=narrow + headings + _weighed("D", text), text=text
    )


def words_of(edition: Edition) -> set[str]:
    """All words of the page, as written but for case and accents."""
    said = plain(
        *(edition.title, edition.index_term, edition.answer, edition.standfirst, *edition.key_points),
        *(heading["text"] for heading in edition.outline),
        *(*_facts(edition), text_of(edition.body_html)),
    )
    return set(said.split())


def _facts(edition: Edition) -> list[str]:
    """A breed's fact sheet, and the words that a text explains."""
    return [
        *(f"{fact['label']} {fact['value']}" for fact in edition.facts),
        *(term["name"] for term in edition.terms),
    ]


def _weighed(weight: str, *texts: str) -> SearchVector:
    return SearchVector(Value(plain(*texts)), weight=weight, config=ENGLISH)
