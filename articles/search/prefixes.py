"""Rows that find pages by the beginning of what a reader types.

A page has a row for each word of its title and subject, which holds the text from that word on. An
index finds all texts that begin with what was typed.
"""

from collections.abc import Iterable, Iterator

from articles.models import Edition, Suggestion
from articles.search.lexemes import normalise

# These words get no row. Nobody begins to type with one of them from the middle of a title.
SMALL_WORDS = {
    *("a", "am", "an", "and", "are", "as", "at", "be", "by", "can", "could", "did", "do", "does", "for"),
    *("from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "is", "it", "its", "me"),
    *("my", "of", "on", "or", "our", "she", "should", "so", "than", "that", "the", "their", "them"),
    *("then", "they", "this", "to", "was", "we", "were", "what", "when", "where", "which", "who", "why"),
    *("will", "with", "would", "you", "your"),
}


def store_suggestions(editions: Iterable[Edition]) -> None:
    """Store the rows of each edition in place of those that it had, with two queries."""
    editions = list(editions)
    forget_suggestions(editions)
    Suggestion.objects.bulk_create(row for edition in editions for row in _rows_of(edition))


def forget_suggestions(editions: Iterable[Edition]) -> None:
    Suggestion.objects.filter(edition__in=list(editions)).delete()


def _rows_of(edition: Edition) -> Iterator[Suggestion]:
    for text in dict.fromkeys(filter(None, [edition.title, edition.index_term])):
        words = normalise(text).split()
        for place, word in enumerate(words):
            if place == 0 or word not in SMALL_WORDS:
                key = " ".join(words[place:])
                yield Suggestion(edition=edition, key=key, text=text, is_beginning=place == 0)
