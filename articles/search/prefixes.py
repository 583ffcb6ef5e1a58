"""The titles and subjects of pages, from each of their words on: rows that a prefix finds by an index."""

from collections.abc import Iterable, Iterator

from articles.models import Edition, Suggestion
from articles.search.words import plain

# Nobody begins to type in the middle of a question at one of these.
SMALL_WORDS = {
    *("a", "am", "an", "and", "are", "as", "at", "be", "by", "can", "could", "did", "do", "does", "for"),
    *("from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "is", "it", "its", "me"),
    *("my", "of", "on", "or", "our", "she", "should", "so", "than", "that", "the", "their", "them"),
    *("then", "they", "this", "to", "was", "we", "were", "what", "when", "where", "which", "who", "why"),
    *("will", "with", "would", "you", "your"),
}


def store_suggestions(editions: Iterable[Edition]) -> None:
    """In place of those that they had. Two queries."""
    editions = list(editions)
    forget_suggestions(editions)
    Suggestion.objects.bulk_create(row for edition in editions for row in _rows_of(edition))


def forget_suggestions(editions: Iterable[Edition]) -> None:
    Suggestion.objects.filter(edition__in=list(editions)).delete()


def _rows_of(edition: Edition) -> Iterator[Suggestion]:
    for text in dict.fromkeys(filter(None, [edition.title, edition.index_term])):
        words = plain(text).split()
        for place, word in enumerate(words):
            if place == 0 or word not in SMALL_WORDS:
                key = " ".join(words[place:])
                yield Suggestion(edition=edition, key=key, text=text, is_beginning=place == 0)
