"""The words of a published page as the search reads them: each with a weight for its place."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db.models import Value, prefetch_related_objects

from articles.models import Edition, SearchEntry
from articles.search.lexemes import ENGLISH, normalise
from articles.search.marks import marks_of
from articles.search.page_text import text_of


def store_entries(editions: Iterable[Edition]) -> None:
    """Store a search entry for each edition in place of the one it had, with two queries."""
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
    # The marks are in both columns, because each column has an index of its own.
    title_words = title + answer + marks_of(edition)
    words = title_words + headings + _weighed("D", text)
    return SearchEntry(edition=edition, title_words=title_words, words=words, text=text)


def words_of(edition: Edition) -> set[str]:
    """Return all words of the page, without case and accents but in the forms that it uses."""
    text = normalise(
        *(edition.title, edition.index_term, edition.answer, edition.standfirst, *edition.key_points),
        *(heading["text"] for heading in edition.outline),
        *(*_facts(edition), text_of(edition.body_html)),
    )
    return set(text.split())


def _facts(edition: Edition) -> list[str]:
    """Return the lines of a breed's fact sheet, and the terms that the text explains."""
    return [
        *(f"{fact['label']} {fact['value']}" for fact in edition.facts),
        *(term["name"] for term in edition.terms),
    ]


def _weighed(weight: str, *texts: str) -> SearchVector:
    return SearchVector(Value(normalise(*texts)), weight=weight, config=ENGLISH)
